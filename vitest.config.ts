import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A test that hangs ends, however busy the machine; how long something takes is for `bench/`. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Tests of functions that put something else in the place of modules, or count from their start. */
const alone = [
  'functions/log-forwarder.test.ts',
  'functions/adapters/on-lambda.test.ts',
  'functions/refusals.test.ts',
  'functions/webhook-floods.test.ts',
];

/** Unit tests stand beside their source; journeys (`e2e/`) drive a real host, each file one of its own, and share one browser. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@aws-appsync\/utils$/, replacement: at('./local/appsync/util/index.ts') },
      { find: /^@aws-appsync\/utils\/dynamodb$/, replacement: at('./local/appsync/util/dynamodb.ts') },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{core,resolvers,builder-image,local,hosts,log-client,examples,scripts,torture}/**/*.test.ts',
            'infra/deploy/**/*.test.ts',
            ...alone,
            '*.test.ts',
          ],
          exclude: ['**/node_modules/**'],
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit:functions',
          include: ['functions/**/*.test.ts'],
          exclude: alone,
          // Loading the functions, the API and the clients of AWS takes longer than most of these files.
          isolate: false,
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit:infra',
          include: ['infra/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'infra/deploy/**'],
          // The same for CDK, and for the templates that several files look at.
          isolate: false,
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'dashboard',
          include: ['dashboard/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/support/one-browser.ts'],
          // They work on other processes; what a worker has loaded serves its next file as well.
          isolate: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
