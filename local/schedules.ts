/** What runs by the clock. */
import { setTimeout as delay } from 'node:timers/promises';
import { schedules } from '../wiring';
import type { FunctionRunner } from './functions/function-runner';

// A look costs next to nothing here, and a person is waiting: more often than on AWS.
const fastest = 5;
// What is under way can be cut off anywhere, as a Lambda could be; a repository that hangs must not keep anybody waiting.
const patienceMs = 3_000;

/** Starts every schedule: once now, then again and again, never twice at once. Answers a function that ends them. */
export const startSchedules = (runner: FunctionRunner): (() => Promise<void>) => {
  const running = new Set<Promise<unknown>>();
  const timers = Object.values(schedules).map(({ everySeconds, function: name }) => {
    let busy = false;
    const tick = (): void => {
      if (busy) return;
      busy = true;
      // A failure is in the log already; the next time comes soon.
      const run = runner
        .invoke(name, { source: 'aws.scheduler', 'detail-type': 'Scheduled Event' })
        .catch(() => undefined)
        .finally(() => {
          busy = false;
          running.delete(run);
        });
      running.add(run);
    };
    tick();
    return setInterval(tick, Math.min(everySeconds, fastest) * 1000);
  });
  return async () => {
    timers.forEach(clearInterval);
    await Promise.race([Promise.all(running), delay(patienceMs, undefined, { ref: false })]);
  };
};
