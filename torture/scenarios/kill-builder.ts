/** KILL-2: the builder dies in every step. */
import type { RuleInput } from '../../local/faults/rules';
import type { AppUnderTest } from '../../e2e/support/trellis';
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import type { FaultHost } from '../support/fault-host';
import { readLog } from '../support/log-reader';
import { Marks, marksModule } from '../support/marks';
import { duration } from '../support/numbers';
import { builderOf, processesOf, signal } from '../support/processes';

const lines = 200;
/** Longer than a line may wait in a builder before it is written. */
const settledMs = 400;

const step = (name: string): string => `import { mark, waitFor } from './marks.mjs';
for (let i = 0; i < ${lines}; i++) console.log('${name} ' + i);
mark('${name}');
await waitFor('${name}');`;
const files = { 'marks.mjs': marksModule, 'install.mjs': step('INSTALL'), 'test.mjs': step('TEST') };
const settings = { tests: true, installCommand: 'node install.mjs', testCommand: 'node test.mjs' };
const steps = ['INSTALL', 'TEST', 'DEPLOY'];

interface Place {
  /** Where the host holds the builder's request; nowhere when a command waits. */
  rule?: RuleInput;
  /** The step whose command waits. */
  step?: string;
}

const held = (at: string, contains?: string): Place => ({
  rule: { at, effect: { kind: 'hold' }, times: 1, ...(contains === undefined ? {} : { contains }) },
});

const places: Record<string, Place> = {
  claim: held('claimDeployment:invoke:after'),
  clone: held('reportDeployment:invoke:before', '"CLONE"'),
  install: { step: 'INSTALL' },
  test: { step: 'TEST' },
  deploy: { step: 'DEPLOY' },
  upload: held('outside:S3.PUT:before'),
  'before finish': held('reportDeployment:invoke:before', '"finish":{'),
  'after finish': held('reportDeployment:invoke:after', '"finish":{'),
};

interface Death {
  place: string;
  status: string;
  reason: string;
  ms: number;
  wrong: string[];
}

const dieAt = async (
  scene: { host: FaultHost; app: AppUnderTest; marks: Marks },
  place: string,
  { rule, step: name }: Place,
): Promise<Death> => {
  const { host, app, marks } = scene;
  const open = name === undefined ? steps : steps.slice(0, steps.indexOf(name));
  for (const each of open) await marks.open(each);
  await host.arm(rule ? [rule] : []);
  const { id } = await app.in('development').start('deploy', { force: true });
  if (rule) await host.struck();
  if (name !== undefined) await marks.appears(id, name);
  await new Promise((resolve) => setTimeout(resolve, settledMs));
  signal(builderOf(host.dataDir, id), 'SIGKILL');
  const began = performance.now();
  await host.release();
  const { status, reason } = await host.api.waitForDeployment(id, undefined, 60_000);
  await app.in('development').isFree();
  const ms = performance.now() - began;
  await host.arm();
  for (const each of steps) await marks.close(each);
  const stored = await readLog(host.api, id);
  const expected = name === undefined ? [] : steps.slice(0, steps.indexOf(name) + 1);
  const missing = expected
    .flatMap((each) => Array.from({ length: lines }, (_, index) => `${each} ${index}`))
    .filter((line) => !stored.lines.includes(line));
  const left = processesOf(id).length;
  return {
    place,
    status,
    reason: reason ?? '',
    ms,
    wrong: [
      ...(missing.length > 0 ? [`${place}: ${missing.length} lines are missing`] : []),
      ...(left > 0 ? [`${place}: ${left} processes left`] : []),
      ...(status === 'FAILED' && !reason ? [`${place}: no reason`] : []),
    ],
  };
};

/** KILL-2 */
export const killBuilder: Scenario = {
  id: 'KILL-2',
  title: '',
  expected: 'ended with a reason, lines up to the kill kept, no process left, environment free; ≤ 30 s',
  async run(context) {
    const host = await context.host();
    const marks = await Marks.create();
    context.finally(() => marks.remove());
    const app = await givenApp(host, 'killed-builder', step('DEPLOY'), { files, settings });
    await marks.giveTo(app);
    const deaths: Death[] = [];
    for (let round = 0; round < context.times(1, 10); round += 1)
      for (const [name, place] of Object.entries(places))
        deaths.push(await dieAt({ host, app, marks }, name, place));
    const wrong = deaths.flatMap((death) => death.wrong);
    const slowest = Math.max(...deaths.map(({ ms }) => ms));
    const ends = deaths.map(({ place, status }) => `${place} ${status}`);
    return {
      did: `kill -9 of the builder at ${Object.keys(places).length} places: ${Object.keys(places).join(', ')}`,
      measured: `${[...new Set(ends)].join(', ')}; at most ${duration(slowest)}${wrong.length > 0 ? `; ${wrong.join('; ')}` : ''}`,
      ok: wrong.length === 0 && slowest <= 30_000,
    };
  },
};
