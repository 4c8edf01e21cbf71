/** CAN-2 to CAN-5: what a cancelled command leaves behind, however it resists. */
import { until } from '../../e2e/support/until';
import type { Context, Outcome, Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { Marks, marksModule } from '../support/marks';
import { duration } from '../support/numbers';
import { processesOf } from '../support/processes';

const files = { 'marks.mjs': marksModule };
const head = `import { mark, forEver } from './marks.mjs';
import { spawn } from 'node:child_process';
`;
/** What the builder gives after SIGINT and after SIGTERM. */
const graceMs = 15_000;

interface Cancelled {
  ms: number;
  status: string;
  left: number;
  marks: Marks;
  id: string;
}

/** Cancels a deployment once its command says `ready`, and looks for processes right after its end. */
const cancelled = async (context: Context, name: string, script: string): Promise<Cancelled> => {
  const host = await context.host();
  const marks = await Marks.create();
  context.finally(() => marks.remove());
  const app = await givenApp(host, name, head + script, { files });
  await marks.giveTo(app);
  const { id } = await app.in('development').start('deploy', { force: true });
  await marks.appears(id, 'ready');
  const began = performance.now();
  await host.api.cancel(id);
  const { status } = await host.api.waitForDeployment(id, undefined, 60_000);
  const ms = performance.now() - began;
  await app.in('development').isFree();
  // The builder itself ends right after its last report.
  const gone = (): true | undefined => (processesOf(id).length === 0 ? true : undefined);
  await until(gone, { what: 'no process', deadlineMs: 1_000, everyMs: 20 }).catch(() => undefined);
  return { ms, status, left: processesOf(id).length, marks, id };
};

const outcome = ({ ms, status, left }: Cancelled, limitMs: number): Outcome => ({
  measured: `${status} after ${duration(ms)}, ${left} processes left`,
  ok: status === 'CANCELLED' && left === 0 && ms <= limitMs,
});

/** CAN-2 */
export const noDescendants: Scenario = {
  id: 'CAN-2',
  title: 'cancel of a command with children and grandchildren',
  expected: '0 processes left',
  run: async (context) =>
    outcome(
      await cancelled(
        context,
        'descendants',
        `for (let i = 0; i < 5; i++) spawn('sh', ['-c', 'sleep 600 & sleep 600 & wait'], { stdio: 'ignore' });
setTimeout(() => mark('ready'), 200);
await forEver();`,
      ),
      graceMs + 5_000,
    ),
};

/** CAN-3 */
export const deafCommand: Scenario = {
  id: 'CAN-3',
  title: 'cancel of a command that ignores SIGINT, SIGTERM and SIGHUP, as do its children',
  expected: `killed; ≤ grace (${graceMs / 1000} s) + 5 s; 0 processes left`,
  run: async (context) =>
    outcome(
      await cancelled(
        context,
        'deaf',
        `for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
spawn('sh', ['-c', "trap '' TERM INT HUP; sleep 600 & sleep 600"], { stdio: 'ignore' });
setTimeout(() => mark('ready'), 200);
await forEver();`,
      ),
      graceMs + 5_000,
    ),
};

/** CAN-4 */
export const fugitives: Scenario = {
  id: 'CAN-4',
  title:
    'cancel of a command whose children fork twice, leave session and group, and fork 200 times a second meanwhile',
  expected: '0 processes left',
  run: async (context) =>
    outcome(
      await cancelled(
        context,
        'fugitives',
        `for (let i = 0; i < 10; i++) spawn('setsid', ['sh', '-c', '(nohup setsid sleep 600 > /dev/null 2>&1 &) ; sleep 600'], { stdio: 'ignore', detached: true }).unref();
const forker = "trap '' INT TERM HUP; while :; do (setsid sleep 30 &) ; sleep 0.01; done";
for (let i = 0; i < 2; i++) spawn('setsid', ['sh', '-c', forker], { stdio: 'ignore', detached: true }).unref();
setTimeout(() => mark('ready'), 500);
await forEver();`,
      ),
      graceMs + 15_000,
    ),
};

/** CAN-5 */
export const slowCleanup: Scenario = {
  id: 'CAN-5',
  title: 'cancel of a command that needs 3 s to clean up',
  expected: 'its clean-up runs to its end, every time',
  async run(context) {
    const rounds = context.times(1, 10);
    let cleaned = 0;
    let slowest = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { id, marks, ms, left } = await cancelled(
        context,
        `cleanup-${round}`,
        `process.once('SIGINT', () => setTimeout(() => { mark('cleaned'); process.exit(1); }, 3000));
mark('ready');
await forEver();`,
      );
      if (marks.has(id, 'cleaned') && left === 0) cleaned += 1;
      slowest = Math.max(slowest, ms);
    }
    return { measured: `${cleaned} of ${rounds}, at most ${duration(slowest)}`, ok: cleaned === rounds };
  },
};
