import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from './job';
import type { RunningBuilder } from './testing/builder';
import { bundleBuilder, startBuilder } from './testing/builder';
import type { FakeApi, FakeRefusal } from './testing/fake-api';
import { startFakeApi } from './testing/fake-api';
import { makeJob, noSettings } from './testing/job';
import { isRunning } from './testing/processes';
import { commitFiles, git, makeRepository, temporaryFolder } from './testing/repository';

// Each test starts several processes; a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const shared = temporaryFolder();
let bundle: string;
let folder: ReturnType<typeof temporaryFolder>;
let api: FakeApi;
let job: Job | FakeRefusal;

beforeAll(async () => {
  bundle = await bundleBuilder(shared.path);
});
afterAll(() => shared.remove());
beforeEach(async () => {
  folder = temporaryFolder();
  api = await startFakeApi(() => job);
});
afterEach(async () => {
  await api.close();
  folder.remove();
});

const at = (...parts: string[]): string => join(folder.path, ...parts);
const start = (env?: Record<string, string>): RunningBuilder => startBuilder(bundle, api, at('work'), env);
const run = async (env?: Record<string, string>): Promise<RunningBuilder & { code: number | null }> => {
  const builder = start(env);
  const { code, stderr } = await builder.exited;
  expect(stderr).not.toMatch(/unexpected/);
  return { ...builder, code };
};
const repository = (scripts: Record<string, string>, files: Record<string, string> = {}) =>
  makeRepository(at('my repo'), { 'package.json': JSON.stringify({ name: 'shop', scripts }), ...files });
const settings = (more: Partial<typeof noSettings>) => ({ ...noSettings, installCommand: 'true', ...more });
const statuses = (): Record<string, string> =>
  Object.fromEntries(api.steps().map(({ name, status }) => [name, status]));

describe('the builder', () => {
  it('clones, installs, tests, deploys, reads outputs and reports each step', async () => {
    const source = repository(
      { test: 'echo testing', deploy: 'node deploy.mjs' },
      {
        'deploy.mjs': `import { writeFileSync } from 'node:fs';
          console.log('deploying', process.env.TRELLIS_APP, process.env.TRELLIS_ENVIRONMENT, process.env.GREETING);
          writeFileSync(process.env.TRELLIS_OUTPUTS_FILE, JSON.stringify({ url: 'http://127.0.0.1:1/' }));`,
      },
    );
    job = makeJob(source, {
      settings: noSettings,
      variables: [{ name: 'GREETING', value: 'hello', secret: false }],
    });
    const builder = await run();

    expect(builder.code).toBe(0);
    expect(statuses()).toEqual({
      CLONE: 'SUCCEEDED',
      INSTALL: 'SUCCEEDED',
      TEST: 'SUCCEEDED',
      DEPLOY: 'SUCCEEDED',
      OUTPUTS: 'SUCCEEDED',
    });
    expect(api.steps().map(({ command }) => command)).toEqual([
      `git fetch --depth 1 origin ${source.commit}`,
      'npm install',
      'npm run test',
      'npm run deploy',
      'cat "$TRELLIS_OUTPUTS_FILE"',
    ]);
    expect(builder.lines()[0]?.line).toMatch(/^\$ git fetch/);
    expect(builder.lines()).toContainEqual({ step: 'TEST', line: 'testing' });
    expect(builder.lines()).toContainEqual({ step: 'DEPLOY', line: 'deploying shop development hello' });
    const finish = api.finish();
    expect(finish).toMatchObject({
      status: 'SUCCEEDED',
      commit: { hash: source.commit, subject: 'First commit', author: 'Ada' },
      outputs: [{ name: 'url', value: 'http://127.0.0.1:1/' }],
      artifactKept: false,
    });
    expect(finish?.logHash).toBe(createHash('sha256').update(builder.text()).digest('hex'));
    expect(builder.end()).toMatchObject({ lines: finish?.logLines, hash: finish?.logHash });
    expect(existsSync(at('work', 'dep_1'))).toBe(false);
  });

  it('shows a line while the command that printed it still runs', async () => {
    const gate = at('gate');
    const wait = `echo before; until [ -e "$GATE" ]; do sleep 0.01; done; echo after`;
    job = makeJob(repository({}), {
      settings: settings({ tests: false, deployCommand: wait }),
      variables: [{ name: 'GATE', value: gate, secret: false }],
    });
    const builder = start();
    await builder.line('before');
    expect(builder.text()).not.toMatch(/^after$/m);
    writeFileSync(gate, '');
    await builder.exited;
    expect(builder.text()).toMatch(/^after$/m);
  });

  it('deploys nothing when tests fail, and says why', async () => {
    job = makeJob(repository({ test: 'echo broken >&2; exit 3', deploy: `touch '${at('deployed')}'` }));
    const builder = await run();
    expect(statuses()).toMatchObject({ TEST: 'FAILED', DEPLOY: 'SKIPPED', OUTPUTS: 'SKIPPED' });
    expect(api.steps().find(({ name }) => name === 'TEST')?.exitCode).toBe(3);
    expect(api.finish()).toMatchObject({
      status: 'FAILED',
      reason: 'Tests failed: `npm run test` ended with exit code 3.',
      nextStep: expect.stringContaining('fix the tests') as string,
    });
    expect(existsSync(at('deployed'))).toBe(false);
    expect(builder.text()).toContain('broken');
  });

  it('says what to do when there is no deploy command', async () => {
    job = makeJob(repository({ test: 'true' }));
    await run();
    expect(statuses()).toMatchObject({ TEST: 'SUCCEEDED', DEPLOY: 'FAILED' });
    expect(api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('no deploy command') as string,
      nextStep: expect.stringContaining('settings') as string,
    });
  });

  it('hints at a program that is missing', async () => {
    job = makeJob(repository({}), { settings: settings({ tests: false, deployCommand: 'no-such-program' }) });
    await run();
    expect(api.finish()).toMatchObject({
      reason: 'The deploy command failed: `no-such-program` ended with exit code 127.',
      nextStep: expect.stringContaining('not found') as string,
    });
  });

  it('gives commands the directory of the app, and none that leads out of the repository', async () => {
    const source = makeRepository(at('mono'), { 'apps/web/name': 'web', 'other/name': 'other' });
    job = makeJob(source, {
      directory: 'apps/web',
      settings: settings({ tests: false, deployCommand: 'cat name' }),
    });
    expect((await run()).text()).toMatch(/^web$/m);
    job = makeJob(source, { directory: '../..' });
    api.reports.length = 0;
    await run();
    expect(api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('no directory') as string,
    });
  });

  it('never lets a secret into the log, the reports or a command line', async () => {
    const secret = 's3cr3t/value+with"quotes';
    const script = `printf 's3cr3t/va'; sleep 0.05; printf 'lue+with"quotes\\n'; printf %s "$TOKEN" | base64; tr '\\0' ' ' < /proc/$$/cmdline;
      printf '{"url":"https://x/%s"}' "$(printf %s "$TOKEN" | od -An -tx1 | tr -d ' \\n')" > "$TRELLIS_OUTPUTS_FILE"`;
    job = makeJob(repository({}), {
      settings: settings({ tests: false, deployCommand: script }),
      variables: [
        { name: 'TOKEN', value: secret, secret: true },
        { name: 'PIN', value: '1234', secret: true },
      ],
    });
    const builder = await run();
    const everything = builder.text() + JSON.stringify(api.finish());
    expect(everything).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
    expect(everything).not.toContain(Buffer.from(secret).toString('hex').slice(0, 12));
    expect(
      builder
        .text()
        .split('\n')
        .filter((line) => line === '***'),
    ).toHaveLength(2);
    expect(builder.text()).toContain('not masked in this log: PIN');
    expect(api.finish()?.outputs).toEqual([{ name: 'url', value: 'https://x/***' }]);
  });

  it('gives commands nothing of its own environment, and no variable the power over its own', async () => {
    job = makeJob(repository({}), {
      settings: settings({ tests: false, deployCommand: 'env' }),
      variables: [
        { name: 'TRELLIS_APP', value: 'forged', secret: false },
        { name: 'LD_PRELOAD', value: 'forged', secret: false },
        { name: 'HOME', value: '/own', secret: false },
      ],
    });
    const text = (await run({ SOMETHING_OF_THE_HOST: 'x' })).text();
    expect(text).not.toMatch(
      /AWS_CONTAINER|CLAIM_TOKEN|container-token|SOMETHING_OF_THE_HOST|forged|NODE_ENV/,
    );
    expect(text).toMatch(/^HOME=\/own$/m);
    expect(text).toMatch(/^CI=true$/m);
  });

  it('does nothing when the claim is refused', async () => {
    job = { errorType: 'deployment.claim_refused' };
    const builder = await run();
    expect(builder.code).toBe(0);
    expect(api.reports).toEqual([]);
    expect(builder.records).toEqual([]);
  });

  it('does not deploy when a newer deployment holds the environment', async () => {
    job = makeJob(repository({ deploy: `touch '${at('deployed')}'` }));
    api.answer = () => ({ current: false });
    await run();
    expect(statuses().DEPLOY).toBe('FAILED');
    expect(api.finish()?.status).toBe('FAILED');
    expect(existsSync(at('deployed'))).toBe(false);
  });

  it('does not deploy, and reports nothing more, when it has lost the deployment', async () => {
    job = makeJob(repository({ deploy: `touch '${at('deployed')}'` }));
    api.answer = ({ step, plan }): FakeRefusal | object =>
      [...(plan ?? []), step].some((one) => one?.name === 'DEPLOY' && one.status !== 'PENDING')
        ? { errorType: 'deployment.lease_refused' }
        : {};
    const builder = await run();
    expect(existsSync(at('deployed'))).toBe(false);
    expect(api.finish()).toBeUndefined();
    expect(builder.code).toBe(0);
    expect(builder.end()).toBeDefined();
  });

  it('stops at a cancel, lets the command clean up, and starts no later step', async () => {
    const script = `trap 'echo cleaned; exit 0' INT; echo ready; while :; do sleep 0.05; done`;
    job = makeJob(repository({ deploy: `touch '${at('deployed')}'` }), {
      settings: settings({ testCommand: script }),
      heartbeatSeconds: 0.1,
    });
    const builder = start();
    await builder.line('ready');
    api.answer = () => ({ cancel: true });
    await builder.exited;
    expect(builder.text()).toContain('cleaned');
    expect(statuses()).toMatchObject({ TEST: 'CANCELLED', DEPLOY: 'CANCELLED' });
    expect(api.finish()?.status).toBe('CANCELLED');
    expect(existsSync(at('deployed'))).toBe(false);
  });

  it('stops at the time limit', async () => {
    job = makeJob(repository({}), {
      settings: settings({ tests: false, deployCommand: 'sleep 60', timeoutSeconds: 0.5 }),
    });
    await run();
    expect(api.finish()).toMatchObject({
      status: 'TIMED_OUT',
      reason: expect.stringContaining('longer than 0.5 s') as string,
    });
  });

  it('takes the end of its task for a failure, unless a person cancelled', async () => {
    job = makeJob(repository({}), {
      settings: settings({ tests: false, deployCommand: 'echo ready; sleep 60' }),
    });
    const ended = start();
    await ended.line('ready');
    process.kill(ended.pid, 'SIGTERM');
    await ended.exited;
    expect(api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('told to stop') as string,
    });

    api.reports.length = 0;
    const cancelled = start();
    await cancelled.line('ready');
    api.answer = () => ({ cancel: true });
    process.kill(cancelled.pid, 'SIGTERM');
    await cancelled.exited;
    expect(api.finish()?.status).toBe('CANCELLED');
  });

  it('sends heartbeats while a command runs', async () => {
    job = makeJob(repository({}), {
      settings: settings({
        tests: false,
        deployCommand: `until [ -e '${at('gate')}' ]; do sleep 0.01; done`,
      }),
      heartbeatSeconds: 0.1,
    });
    const builder = start();
    await api.reported(({ step, plan, finish }) => !step && !plan && !finish);
    writeFileSync(at('gate'), '');
    await builder.exited;
    expect(api.finish()?.status).toBe('SUCCEEDED');
  });

  it('goes on when the API is away for a while', async () => {
    job = makeJob(repository({ deploy: 'echo deployed' }));
    api.failures = 4;
    const builder = await run();
    expect(builder.code).toBe(0);
    expect(api.finish()?.status).toBe('SUCCEEDED');
    expect(api.claims).toBe(1);
  });

  it('keeps the workspace, and deploys a kept one without clone, install or test', async () => {
    const source = repository(
      { test: 'true', deploy: 'node deploy.cjs' },
      { 'deploy.cjs': `console.log('version 1')` },
    );
    job = makeJob(source, { artifactUploadUrl: `${api.storeUrl}/one` });
    await run();
    expect(api.finish()).toMatchObject({ status: 'SUCCEEDED', artifactKept: true });

    commitFiles(source.path, { 'deploy.cjs': `console.log('version 2')` });
    api.reports.length = 0;
    job = makeJob(source, {
      kind: 'ROLLBACK',
      artifactUrl: `${api.storeUrl}/one`,
      repository: at('gone'),
      artifactUploadUrl: `${api.storeUrl}/two`,
    });
    const builder = await run();
    expect(builder.text()).toMatch(/^version 1$/m);
    expect(statuses()).toMatchObject({
      CLONE: 'SKIPPED',
      INSTALL: 'SKIPPED',
      TEST: 'SKIPPED',
      DEPLOY: 'SUCCEEDED',
    });
    expect(api.finish()).toMatchObject({ status: 'SUCCEEDED', artifactKept: true });
  });

  it('builds the commit again when the kept workspace is gone', async () => {
    job = makeJob(repository({ deploy: 'echo again' }), {
      kind: 'ROLLBACK',
      artifactUrl: `${api.storeUrl}/none`,
    });
    const builder = await run();
    expect(builder.text()).toContain('could not be read');
    expect(builder.text()).toMatch(/^again$/m);
    expect(api.finish()?.status).toBe('SUCCEEDED');
  });

  it('removes what is deployed, and keeps nothing', async () => {
    job = makeJob(repository({ remove: 'echo removing' }), {
      kind: 'TEARDOWN',
      artifactUploadUrl: `${api.storeUrl}/t`,
    });
    const builder = await run();
    expect(builder.lines()).toContainEqual({ step: 'DEPLOY', line: 'removing' });
    expect(statuses()).toEqual({ CLONE: 'SUCCEEDED', INSTALL: 'SUCCEEDED', DEPLOY: 'SUCCEEDED' });
    expect(api.store.size).toBe(0);
  });

  it('reads the outputs of SST, but not those of the run that a kept workspace comes from', async () => {
    const files = {
      'sst.config.ts': 'export default $config({})',
      npx: '#!/bin/sh\nmkdir -p .sst; echo \'{"api":"https://a.example"}\' > .sst/outputs.json\n',
    };
    const source = makeRepository(at('sst'), files);
    mkdirSync(at('bin'));
    writeFileSync(at('bin', 'npx'), files.npx, { mode: 0o755 });
    const env = { TRELLIS_COMMAND_ENV: JSON.stringify({ PATH: `${at('bin')}:${process.env.PATH ?? ''}` }) };
    job = makeJob(source, { framework: 'SST', artifactUploadUrl: `${api.storeUrl}/sst` });
    await run(env);
    expect(api.finish()?.outputs).toEqual([{ name: 'api', value: 'https://a.example' }]);

    api.reports.length = 0;
    writeFileSync(at('bin', 'npx'), '#!/bin/sh\ntrue\n', { mode: 0o755 });
    job = makeJob(source, { framework: 'SST', kind: 'ROLLBACK', artifactUrl: `${api.storeUrl}/sst` });
    await run(env);
    expect(api.finish()).toMatchObject({ status: 'SUCCEEDED', outputs: [] });
  });

  it('writes every line of a command that prints much and dies at once', async () => {
    const count = 20_000;
    const script = `seq -f 'line %.0f of many, with a few words to make it as long as lines of logs are' 1 ${count}; kill -9 $$`;
    job = makeJob(repository({}), {
      settings: settings({ tests: false, deployCommand: script }),
      variables: [{ name: 'KEY', value: 'never printed', secret: true }],
    });
    const builder = await run();
    const lines = builder.lines().filter(({ line }) => line.startsWith('line '));
    expect(lines.map(({ line }) => line.split(' ')[1])).toEqual(
      Array.from({ length: count }, (_, index) => String(index + 1)),
    );
    expect(api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('SIGKILL') as string,
    });
  });

  it('clones the commit that it was told, though the branch has moved on', async () => {
    const source = repository({ deploy: 'cat version' }, { version: 'one' });
    commitFiles(source.path, { version: 'two' });
    git(source.path, 'checkout', '--quiet', '-b', 'feature/with slash'.replace(' ', '-'));
    job = makeJob(source, { branch: 'feature/with-slash' });
    expect((await run()).text()).toMatch(/^one$/m);
  });

  it('says that the repository asks for another Node.js than there is, and uses it where it is', async () => {
    const source = repository({ deploy: 'node --version' }, { '.nvmrc': '99' });
    job = makeJob(source);
    expect((await run()).text()).toContain('asks for Node.js 99 (.nvmrc)');
    mkdirSync(at('nodes/v99.1.0/bin'), { recursive: true });
    writeFileSync(at('nodes/v99.1.0/bin/node'), '#!/bin/sh\necho version ninety-nine\n', { mode: 0o755 });
    expect((await run({ TRELLIS_NODE_DIR: at('nodes') })).text()).toContain('version ninety-nine');
  });

  it.runIf(process.getuid?.() === 0)('runs commands as a user who cannot look into the builder', async () => {
    const uid = 64_123;
    const source = repository({});
    execFileSync('chown', ['-R', `${uid}:${uid}`, source.path]);
    chmodSync(folder.path, 0o755);
    const script = `id -u; cat /proc/$PPID/environ; env -i setsid sleep 20 > /dev/null 2>&1 & echo "child $!"`;
    job = makeJob(source, { settings: settings({ tests: false, deployCommand: script }) });
    const builder = await run({ TRELLIS_COMMAND_USER: `${uid}:${uid}` });
    expect(builder.text()).toMatch(new RegExp(`^${uid}$`, 'm'));
    expect(builder.text()).toContain('Permission denied');
    expect(builder.text()).not.toContain('claim-token-of-the-test');
    expect(api.finish()?.status).toBe('SUCCEEDED');
    const child = Number(/^child (\d+)$/m.exec(builder.text())?.[1]);
    expect(isRunning(child)).toBe(false);
  });

  it('fails with the reason when there is no place to work in', async () => {
    writeFileSync(at('work'), 'a file');
    job = makeJob(repository({ deploy: 'true' }));
    await run();
    expect(api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('workspace') as string,
    });
    expect(readFileSync(at('work'), 'utf8')).toBe('a file');
  });
});
