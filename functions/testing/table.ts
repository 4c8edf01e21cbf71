/** Test support: the real table, on dynalite, new for each test. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** Gives the tests of a file the table of `core/table.json`; functions find it by their environment variables. */
export const useTable = (): void => {
  beforeAll(async () => {
    process.env.JEST_WORKER_ID ??= process.env.VITEST_POOL_ID;
    const { setup, startDb } = await import('jest-dynalite');
    setup(process.cwd());
    process.env.AWS_REGION = 'eu-central-1';
    process.env.AWS_ENDPOINT_URL_DYNAMODB = process.env.MOCK_DYNAMODB_ENDPOINT;
    process.env.TRELLIS_TABLE = 'trellis-test';
    await startDb();
  });
  beforeEach(async () => (await import('jest-dynalite')).createTables());
  afterEach(async () => (await import('jest-dynalite')).deleteTables());
  afterAll(async () => (await import('jest-dynalite')).stopDb());
};
