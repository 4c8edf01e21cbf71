import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeJob } from './testing/job';
import { makeRepository } from './testing/repository';
import { setScene, settings } from './testing/scene';

const scene = setScene();

/** A repository for SST, and an `npx` that says what it is called with. */
const given = (npx: string) => {
  mkdirSync(scene.at('bin'));
  writeFileSync(scene.at('bin', 'npx'), `#!/bin/sh\necho "npx $*"\n${npx}\n`, { mode: 0o755 });
  const env = {
    TRELLIS_COMMAND_ENV: JSON.stringify({ PATH: `${scene.at('bin')}:${process.env.PATH ?? ''}` }),
  };
  return { source: makeRepository(scene.at('sst'), { 'sst.config.ts': 'export default $config({})' }), env };
};

const calls = (builder: { text(): string }) => builder.text().match(/^npx .*$/gm);

describe('after a deploy command was killed', () => {
  it('takes off the lock that it may have left, before it deploys', async () => {
    const { source, env } = given('true');
    scene.job = makeJob(source, { framework: 'SST', unlock: true });
    const builder = await scene.run(env);
    expect(calls(builder)).toEqual([
      'npx sst unlock --stage development',
      'npx sst deploy --stage development',
    ]);
    expect(scene.api.finish()?.status).toBe('SUCCEEDED');
  });

  it('deploys also when there was no lock', async () => {
    const { source, env } = given('test "$2" != unlock');
    scene.job = makeJob(source, { framework: 'SST', unlock: true });
    expect(calls(await scene.run(env))).toHaveLength(2);
    expect(scene.api.finish()?.status).toBe('SUCCEEDED');
  });
});

it.each([
  ['nothing was killed', {}],
  [
    'the deploy command is not the framework’s own',
    { unlock: true, settings: settings({ deployCommand: 'npx mine' }) },
  ],
])('unlocks nothing when %s', async (_when, more) => {
  const { source, env } = given('true');
  scene.job = makeJob(source, { framework: 'SST', ...more });
  expect((await scene.run(env)).text()).not.toContain('unlock');
});
