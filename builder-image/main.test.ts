import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeJob, noSettings } from './testing/job';
import { commitFiles, git, makeRepository } from './testing/repository';
import { setScene, settings } from './testing/scene';

const scene = setScene();

describe('the builder', () => {
  it('clones, installs, tests, deploys, reads outputs and reports each step', async () => {
    const source = scene.repository(
      { test: 'echo testing', deploy: 'node deploy.mjs' },
      {
        'deploy.mjs': `import { writeFileSync } from 'node:fs';
          console.log('deploying', process.env.TRELLIS_APP, process.env.TRELLIS_ENVIRONMENT, process.env.GREETING);
          writeFileSync(process.env.TRELLIS_OUTPUTS_FILE, JSON.stringify({ url: 'http://127.0.0.1:1/' }));`,
      },
    );
    scene.job = makeJob(source, {
      settings: noSettings,
      variables: [{ name: 'GREETING', value: 'hello', secret: false }],
    });
    const builder = await scene.run();

    expect(builder.code).toBe(0);
    expect(scene.statuses()).toEqual({
      CLONE: 'SUCCEEDED',
      INSTALL: 'SKIPPED',
      TEST: 'SUCCEEDED',
      DEPLOY: 'SUCCEEDED',
      OUTPUTS: 'SUCCEEDED',
    });
    expect(scene.api.steps().map(({ command }) => command)).toEqual([
      `git fetch --depth 1 origin ${source.commit}`,
      undefined,
      'npm run test',
      'npm run deploy',
      'cat "$TRELLIS_OUTPUTS_FILE"',
    ]);
    expect(builder.lines()[0]?.line).toMatch(/^\$ git fetch/);
    expect(builder.lines()).toContainEqual({ step: 'TEST', line: 'testing' });
    expect(builder.lines()).toContainEqual({ step: 'DEPLOY', line: 'deploying shop development hello' });
    const finish = scene.api.finish();
    expect(finish).toMatchObject({
      status: 'SUCCEEDED',
      commit: { hash: source.commit, subject: 'First commit', author: 'Ada' },
      outputs: [{ name: 'url', value: 'http://127.0.0.1:1/' }],
      artifactKept: false,
    });
    expect(finish?.logHash).toBe(createHash('sha256').update(builder.text()).digest('hex'));
    expect(builder.end()).toMatchObject({ lines: finish?.logLines, hash: finish?.logHash });
    expect(existsSync(scene.at('work', 'dep_1'))).toBe(false);
  });

  it('deploys nothing when tests fail, and says why', async () => {
    scene.job = makeJob(
      scene.repository({ test: 'echo broken >&2; exit 3', deploy: `touch '${scene.at('deployed')}'` }),
    );
    const builder = await scene.run();
    expect(scene.statuses()).toMatchObject({ TEST: 'FAILED', DEPLOY: 'SKIPPED', OUTPUTS: 'SKIPPED' });
    expect(scene.api.steps().find(({ name }) => name === 'TEST')?.exitCode).toBe(3);
    expect(scene.api.finish()).toMatchObject({
      status: 'FAILED',
      reason: 'Tests failed: `npm run test` ended with exit code 3.',
      nextStep: expect.stringContaining('fix the tests') as string,
    });
    expect(existsSync(scene.at('deployed'))).toBe(false);
    expect(builder.text()).toContain('broken');
  });

  it('says what to do when there is no deploy command', async () => {
    scene.job = makeJob(scene.repository({ test: 'true' }));
    await scene.run();
    expect(scene.statuses()).toMatchObject({ TEST: 'SUCCEEDED', DEPLOY: 'FAILED' });
    expect(scene.api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('no deploy command') as string,
      nextStep: expect.stringContaining('settings') as string,
    });
  });

  it('hints at a program that is missing', async () => {
    scene.job = makeJob(scene.repository({}), {
      settings: settings({ tests: false, deployCommand: 'no-such-program' }),
    });
    await scene.run();
    expect(scene.api.finish()).toMatchObject({
      reason: 'The deploy command failed: `no-such-program` ended with exit code 127.',
      nextStep: expect.stringContaining('not found') as string,
    });
  });

  it('gives commands the directory of the app, and none that leads out of the repository', async () => {
    const source = makeRepository(scene.at('mono'), { 'apps/web/name': 'web', 'other/name': 'other' });
    scene.job = makeJob(source, {
      directory: 'apps/web',
      settings: settings({ tests: false, deployCommand: 'cat name' }),
    });
    expect((await scene.run()).text()).toMatch(/^web$/m);
    scene.job = makeJob(source, { directory: '../..' });
    scene.api.reports.length = 0;
    await scene.run();
    expect(scene.api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('no directory') as string,
    });
  });

  it('does nothing when the claim is refused', async () => {
    scene.job = { errorType: 'deployment.claim_refused' };
    const builder = await scene.run();
    expect(builder.code).toBe(0);
    expect(scene.api.reports).toEqual([]);
    expect(builder.records).toEqual([]);
  });

  it('sends heartbeats while a command runs', async () => {
    scene.job = makeJob(scene.repository({}), {
      settings: settings({
        tests: false,
        deployCommand: `until [ -e '${scene.at('gate')}' ]; do sleep 0.01; done`,
      }),
      heartbeatSeconds: 0.1,
    });
    const builder = scene.start();
    await scene.api.reported(({ step, plan, finish }) => !step && !plan && !finish);
    writeFileSync(scene.at('gate'), '');
    await builder.exited;
    expect(scene.api.finish()?.status).toBe('SUCCEEDED');
  });

  it('goes on when the API is away for a while', async () => {
    scene.job = makeJob(scene.repository({ deploy: 'echo deployed' }));
    scene.api.failures = 4;
    const builder = await scene.run();
    expect(builder.code).toBe(0);
    expect(scene.api.finish()?.status).toBe('SUCCEEDED');
    expect(scene.api.claims).toBe(1);
  });

  it('removes what is deployed, and keeps nothing', async () => {
    scene.job = makeJob(scene.repository({ remove: 'echo removing' }), { kind: 'TEARDOWN' });
    const builder = await scene.run();
    expect(builder.lines()).toContainEqual({ step: 'DEPLOY', line: 'removing' });
    expect(scene.statuses()).toEqual({ CLONE: 'SUCCEEDED', INSTALL: 'SUCCEEDED', DEPLOY: 'SUCCEEDED' });
    expect(scene.api.store.size).toBe(0);
  });

  it('reads the outputs of SST, but not those of the run that a kept workspace comes from', async () => {
    const files = {
      'sst.config.ts': 'export default $config({})',
      npx: '#!/bin/sh\nmkdir -p .sst; echo \'{"api":"https://a.example"}\' > .sst/outputs.json\n',
    };
    const source = makeRepository(scene.at('sst'), files);
    mkdirSync(scene.at('bin'));
    writeFileSync(scene.at('bin', 'npx'), files.npx, { mode: 0o755 });
    const env = {
      TRELLIS_COMMAND_ENV: JSON.stringify({ PATH: `${scene.at('bin')}:${process.env.PATH ?? ''}` }),
    };
    scene.job = makeJob(source, { framework: 'SST', keepsArtifact: true });
    await scene.run(env);
    expect(scene.api.finish()?.outputs).toEqual([{ name: 'api', value: 'https://a.example' }]);

    scene.api.reports.length = 0;
    writeFileSync(scene.at('bin', 'npx'), '#!/bin/sh\ntrue\n', { mode: 0o755 });
    scene.job = makeJob(source, {
      framework: 'SST',
      kind: 'ROLLBACK',
      artifactUrl: `${scene.api.storeUrl}/kept`,
    });
    await scene.run(env);
    expect(scene.api.finish()).toMatchObject({ status: 'SUCCEEDED', outputs: [] });
  });

  it('clones the commit that it was told, though the branch has moved on', async () => {
    const source = scene.repository({ deploy: 'cat version' }, { version: 'one' });
    commitFiles(source.path, { version: 'two' });
    git(source.path, 'checkout', '--quiet', '-b', 'feature/with slash'.replace(' ', '-'));
    scene.job = makeJob(source, { branch: 'feature/with-slash' });
    expect((await scene.run()).text()).toMatch(/^one$/m);
  });

  it('says that the repository asks for another Node.js than there is, and uses it where it is', async () => {
    const source = scene.repository({ deploy: 'node --version' }, { '.nvmrc': '99' });
    scene.job = makeJob(source);
    expect((await scene.run()).text()).toContain('asks for Node.js 99 (.nvmrc)');
    mkdirSync(scene.at('nodes/v99.1.0/bin'), { recursive: true });
    writeFileSync(scene.at('nodes/v99.1.0/bin/node'), '#!/bin/sh\necho version ninety-nine\n', {
      mode: 0o755,
    });
    expect((await scene.run({ TRELLIS_NODE_DIR: scene.at('nodes') })).text()).toContain(
      'version ninety-nine',
    );
  });

  it('fails with the reason when there is no place to work in', async () => {
    writeFileSync(scene.at('work'), 'a file');
    scene.job = makeJob(scene.repository({ deploy: 'true' }));
    await scene.run();
    expect(scene.api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('workspace') as string,
    });
    expect(readFileSync(scene.at('work'), 'utf8')).toBe('a file');
  });
});
