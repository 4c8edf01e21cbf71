import { describe, expect, it } from 'vitest';
import type { EnvironmentSettings } from '../records';
import type { PlanInput } from './index';
import { detectFramework, plan } from './index';

const settings: EnvironmentSettings = {
  tests: true,
  installCommand: null,
  testCommand: null,
  deployCommand: null,
  removeCommand: null,
  outputsFile: null,
  timeoutSeconds: 60,
  startTimeoutSeconds: 180,
  logLimitMb: 256,
  logDays: 90,
};

const reader = (files: Record<string, string>) => ({
  read: (path: string) => Promise.resolve(files[path]),
});

const pkg = (scripts: Record<string, string>, more: object = {}): string =>
  JSON.stringify({ scripts, ...more });

const planOf = (files: Record<string, string>, more: Partial<PlanInput> = {}) =>
  plan({
    files: reader(files),
    framework: 'COMMAND',
    settings,
    kind: 'DEPLOY',
    environmentName: 'development',
    commit: 'c'.repeat(40),
    ...more,
  });

const commands = async (files: Record<string, string>, more: Partial<PlanInput> = {}) =>
  Object.fromEntries((await planOf(files, more)).steps.map(({ name, command }) => [name, command]));

describe('a plan', () => {
  it('runs what package.json and the lock file say', async () => {
    expect(
      await commands({ 'package.json': pkg({ test: 'vitest', deploy: 'x' }), 'package-lock.json': '{}' }),
    ).toEqual({
      CLONE: `git fetch --depth 1 origin ${'c'.repeat(40)}`,
      INSTALL: 'npm ci',
      TEST: 'npm run test',
      DEPLOY: 'npm run deploy',
      OUTPUTS: 'cat "$TRELLIS_OUTPUTS_FILE"',
    });
  });

  it('prefers the commands of the settings, and takes an empty one for none', async () => {
    const own = { installCommand: 'make deps', testCommand: 'make test', deployCommand: 'make deploy' };
    const files = { 'package.json': pkg({ test: 'a', deploy: 'b' }) };
    expect(await commands(files, { settings: { ...settings, ...own } })).toMatchObject({
      INSTALL: 'make deps',
      TEST: 'make test',
      DEPLOY: 'make deploy',
    });
    expect(
      await commands(files, { settings: { ...settings, deployCommand: '  ', testCommand: '' } }),
    ).toMatchObject({
      TEST: 'npm run test',
      DEPLOY: 'npm run deploy',
    });
  });

  it('says what is missing when nothing can be deployed', async () => {
    const { steps, warnings } = await planOf({ 'package.json': pkg({}) });
    const deploy = steps.find(({ name }) => name === 'DEPLOY');
    expect(deploy?.command).toBeNull();
    expect(deploy?.problem?.message).toContain('no deploy command');
    expect(deploy?.problem?.nextStep).toContain('settings');
    expect(warnings).toContain(deploy?.problem?.message);
  });

  it('installs nothing without a package.json', async () => {
    expect((await commands({})).INSTALL).toBeNull();
  });

  it('takes the placeholder of npm init for no test', async () => {
    const files = { 'package.json': pkg({ test: 'echo "Error: no test specified" && exit 1', deploy: 'x' }) };
    expect((await commands(files)).TEST).toBeNull();
  });

  it('skips tests that the settings turn off, and on the way to later environments', async () => {
    const files = { 'package.json': pkg({ test: 'a', deploy: 'b' }, { dependencies: { zod: '4' } }) };
    expect((await commands(files, { settings: { ...settings, tests: false } })).TEST).toBeNull();
    expect((await commands(files, { kind: 'PROMOTE' })).TEST).toBeNull();
    expect((await commands(files, { kind: 'PROMOTE' })).INSTALL).toBe('npm install');
  });

  it('only deploys when an artifact was kept', async () => {
    const files = { 'package.json': pkg({ test: 'a', deploy: 'b' }) };
    expect(await commands(files, { kind: 'ROLLBACK', artifact: true })).toMatchObject({
      CLONE: null,
      INSTALL: null,
      TEST: null,
      DEPLOY: 'npm run deploy',
    });
  });

  it('runs the remove command for a teardown, and no test', async () => {
    const { steps } = await planOf({ 'package.json': pkg({ remove: 'a', test: 'b' }) }, { kind: 'TEARDOWN' });
    expect(steps.map(({ name }) => name)).toEqual(['CLONE', 'INSTALL', 'DEPLOY']);
    expect(steps[2]).toMatchObject({ command: 'npm run remove' });
    expect(steps[2]?.note).toContain('Removes');
  });

  it('clones nothing for a teardown that needs no source', async () => {
    const own = { ...settings, removeCommand: 'rm -rf site' };
    expect(await commands({}, { kind: 'TEARDOWN', commit: null, settings: own })).toEqual({
      CLONE: null,
      INSTALL: null,
      DEPLOY: 'rm -rf site',
    });
  });

  it('finds the lock file of the workspace that an app is part of', async () => {
    const root = reader({ 'package.json': pkg({}, { workspaces: ['apps/*'] }), 'package-lock.json': '{}' });
    expect((await commands({ 'package.json': pkg({}) }, { root })).INSTALL).toBe('npm ci');
    const alone = reader({ 'package.json': pkg({}), 'package-lock.json': '{}' });
    const own = pkg({}, { devDependencies: { zod: '4' } });
    expect((await commands({ 'package.json': own }, { root: alone })).INSTALL).toBe('npm install');
  });

  it.each([
    ['names no dependencies', pkg({ test: 'node --test' }), null],
    ['has a script that an install runs', pkg({ postinstall: 'node generate.mjs' }), 'npm install'],
    ['names optional dependencies', pkg({}, { optionalDependencies: { zod: '4' } }), 'npm install'],
  ])(
    'installs only where there is something to install: package.json %s',
    async (_case, content, expected) => {
      expect((await commands({ 'package.json': content })).INSTALL).toBe(expected);
    },
  );

  it('warns of a package.json that cannot be read', async () => {
    expect((await planOf({ 'package.json': '{' })).warnings[0]).toBe('package.json is not valid JSON.');
  });
});

describe('SST', () => {
  it('is told apart by its configuration', async () => {
    const ion = await detectFramework(reader({ 'sst.config.ts': 'export default $config({})' }));
    expect(ion).toMatchObject({ framework: 'SST', evidence: expect.stringContaining('$config') as string });
    const two = await detectFramework(reader({ 'sst.config.mjs': 'export default { stacks(app) {} }' }));
    expect(two).toMatchObject({ framework: 'SST', evidence: expect.stringContaining('SST 2') as string });
    expect((await detectFramework(reader({ 'package.json': pkg({ deploy: 'x' }) }))).framework).toBe(
      'COMMAND',
    );
  });

  it('deploys and removes the stage of the environment and reads its outputs file', async () => {
    expect(await commands({}, { framework: 'SST' })).toMatchObject({
      DEPLOY: 'npx sst deploy --stage development',
      OUTPUTS: 'cat .sst/outputs.json',
    });
    expect(await commands({}, { framework: 'SST', kind: 'TEARDOWN' })).toMatchObject({
      DEPLOY: 'npx sst remove --stage development',
    });
  });

  it.each(['a b', 'x;touch y', '$(id)', '`id`', 'ä', ''])(
    'never puts the stage name %j into a command',
    async (name) => {
      const { steps } = await planOf({}, { framework: 'SST', environmentName: name });
      const deploy = steps.find((step) => step.name === 'DEPLOY');
      expect(deploy?.command).toBeNull();
      expect(deploy?.problem).toBeDefined();
    },
  );
});
