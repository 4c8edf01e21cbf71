/** One deployment runs in an environment; environments run side by side. */
import { describe, expect, it } from 'vitest';
import { useGates } from './support/scripts';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const gates = useGates();

describe('deployments', () => {
  it('to two environments run at the same time', async () => {
    const app = await gates.givenApp(trellis, 'together');
    const [first, second] = await Promise.all(
      ['development', 'staging'].map((name) => app.in(name).start('deploy')),
    );
    if (!first || !second) throw new Error('two deployments were expected');

    await Promise.all([gates.reached(trellis, first.id), gates.reached(trellis, second.id)]);
    await gates.open();

    await app.in('development').ends(first.id);
    await app.in('staging').ends(second.id);
  });

  it('to one environment run one after the other, and a newer one takes the place of the one that waits', async () => {
    const app = await gates.givenApp(trellis, 'in-turn');
    const development = app.in('development');
    const running = await development.start('deploy');
    await gates.reached(trellis, running.id);
    const waiting = await development.start('deploy');
    expect(waiting.status).toBe('QUEUED');
    const newest = await development.start('deploy');

    const replaced = await development.ends(waiting.id, 'SUPERSEDED');
    expect(replaced.supersededBy).toBe(newest.id);
    expect((await trellis.api.deployment(newest.id)).status).toBe('QUEUED');
    await gates.open();
    await development.ends(running.id);
    await development.ends(newest.id);
  });

  it('that are cancelled stop their command, free the environment, and leave what was live', async () => {
    const app = await gates.givenApp(trellis, 'stopped', `await gate('end');\nconsole.log('it went on');`);
    const development = app.in('development');
    const { id } = await development.start('deploy');
    await gates.reached(trellis, id);

    await trellis.api.cancel(id);

    const cancelled = await development.ends(id, 'CANCELLED');
    expect(cancelled.cancelledBy ?? '').not.toBe('');
    await gates.open();
    await development.run('deploy');
    expect(await trellis.api.wholeLog(id)).not.toContain('it went on');
  });
});
