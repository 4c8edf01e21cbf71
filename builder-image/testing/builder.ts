/** Runs the real builder as a process and reads its log as it comes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { ChunkRecord, EndRecord, LogRecord } from '../../core/log-record';
import { parseLogRecord } from '../../core/log-record';
import type { FakeApi } from './fake-api';

/** Bundles the builder as the hosts do; gives the file. */
export const bundleBuilder = async (directory: string): Promise<string> => {
  const outfile = join(directory, 'builder.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../main.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'error',
  });
  return outfile;
};

/** A builder that runs. */
export interface RunningBuilder {
  pid: number;
  records: LogRecord[];
  /** Lines so far, each with the step that printed it. */
  lines(): { step: string; line: string }[];
  text(): string;
  end(): EndRecord | undefined;
  /** Resolves when a line that holds this text has come. */
  line(text: string): Promise<void>;
  /** Resolves with exit code and standard error. */
  exited: Promise<{ code: number | null; stderr: string }>;
}

/** Starts a builder against an API. `env` is what the host would set besides; `program` is what runs it. */
export const startBuilder = (
  bundle: string,
  api: FakeApi,
  workDir: string,
  env: Record<string, string> = {},
  program: readonly string[] = [process.execPath],
): RunningBuilder => {
  const [file = '', ...args] = program;
  const child = spawn(file, [...args, bundle], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      TRELLIS_API_URL: api.url,
      AWS_REGION: 'eu-west-1',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: api.credentialsUrl,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'container-token',
      TRELLIS_DEPLOYMENT_ID: 'dep_1',
      TRELLIS_CLAIM_TOKEN: 'claim-token-of-the-test',
      TRELLIS_WORK_DIR: workDir,
      TRELLIS_COMMAND_ENV: JSON.stringify({ PATH: process.env.PATH, HOME: workDir }),
      ...env,
    },
  });
  const records: LogRecord[] = [];
  let waiters: { text: string; resolve: () => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const record = parseLogRecord(line);
    if (record === undefined) throw new Error(`the builder printed what is no record: ${line.slice(0, 200)}`);
    records.push(record);
    if (record.type === 'end') return;
    for (const { text, resolve } of waiters) if (record.text.includes(text)) resolve();
    waiters = waiters.filter(({ text }) => !record.text.includes(text));
  });
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  const chunks = (): ChunkRecord[] => records.filter((record) => record.type === 'chunk');
  return {
    pid: child.pid ?? 0,
    records,
    lines: () => chunks().flatMap(({ step, text }) => text.split('\n').map((line) => ({ step, line }))),
    text: () =>
      chunks()
        .map(({ text, continues }) => (continues ? text : `${text}\n`))
        .join(''),
    end: () => records.find((record) => record.type === 'end'),
    line: (text) =>
      chunks().some((chunk) => chunk.text.includes(text))
        ? Promise.resolve()
        : new Promise((resolve) => waiters.push({ text, resolve })),
    exited: once(child, 'close').then(([code]) => ({ code: code as number | null, stderr })),
  };
};
