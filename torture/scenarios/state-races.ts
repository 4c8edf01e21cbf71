/** STATE-2: everything that can end a deployment, at the same time. */
import type { Scenario } from '../scenario';
import { count, shuffled } from '../support/numbers';
import { terminal } from '../support/rounds';
import { givenSmallApp } from '../support/small-apps';
import { claim, finish, taskStops } from '../support/small-builder';
import { watchTransitions } from '../support/transitions';

/** STATE-2 */
export const endRaces: Scenario = {
  id: 'STATE-2',
  title: '',
  expected: 'exactly one terminal state each, and the environment free',
  async run({ small, times, random, finally: undo }) {
    const host = await small();
    const { development, repository } = await givenSmallApp(host, 'end-races');
    undo(() => repository.remove());
    const { seen, stop } = watchTransitions(host.database);
    undo(stop);
    const rounds = times(12, 10_000);
    const ends = new Map<string, number>();
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { id } = await host.api.start('deploy', { environmentId: development, force: true });
      const lease = await claim(host, id);
      const rivals = shuffled(
        [
          () => host.api.cancel(id),
          () => finish(id, lease, 'SUCCEEDED'),
          () => finish(id, lease, 'TIMED_OUT'),
          () => finish(id, lease, 'CANCELLED'),
          () => taskStops(host, id, 137),
          () => host.runner.invoke('sweeper', {}),
        ],
        random,
      );
      // A refusal is an answer here: somebody else was quicker.
      await Promise.allSettled(rivals.map((rival) => rival()));
      const statuses = (seen.get(id) ?? []).filter((status) => terminal.includes(status));
      const last = await host.api.deployment(id);
      const environment = await host.api.environment(development);
      if (statuses.length !== 1 || last.status !== statuses[0])
        wrong.push(`${id}: ${statuses.join(' → ') || 'no end'}, now ${last.status}`);
      if (environment.active || environment.queued) wrong.push(`${id} still holds its place`);
      ends.set(last.status, (ends.get(last.status) ?? 0) + 1);
      seen.delete(id);
    }
    const kinds = [...ends].map(([status, number]) => `${count(number)} ${status}`).join(', ');
    return {
      did: `${count(rounds)} races of cancel, three different ends, the task's end and the sweeper`,
      measured: `${count(rounds - wrong.length)} of ${count(rounds)} with one end (${kinds})${wrong.length > 0 ? `; ${wrong.slice(0, 3).join('; ')}` : ''}`,
      ok: wrong.length === 0,
    };
  },
};
