import { describe, expect, it, vi } from 'vitest';
import { createPoints } from './points';
import { plan, type PlanInput } from './rules';

const pointsWith = (given: PlanInput, die = vi.fn()) => {
  const points = createPoints(die);
  points.arm(plan.parse(given));
  return { points, die };
};

describe('points', () => {
  it('have names with actor, operation, occurrence and side', async () => {
    const { points } = pointsWith({});
    for (const actor of ['deploy', 'deploy', 'promote']) {
      const passage = points.enter(actor, 'UpdateItem');
      await passage.reach('before');
      await passage.reach('after');
    }
    expect(points.reached()).toEqual([
      'deploy:UpdateItem#1:before',
      'deploy:UpdateItem#1:after',
      'deploy:UpdateItem#2:before',
      'deploy:UpdateItem#2:after',
      'promote:UpdateItem#1:before',
      'promote:UpdateItem#1:after',
    ]);
  });

  it('kill at the very occurrence that a rule names, and nowhere else', async () => {
    const { points, die } = pointsWith({
      rules: [{ at: 'deploy:RunTask#2:after', effect: { kind: 'kill' } }],
    });
    await points.enter('deploy', 'RunTask').reach('after');
    const second = points.enter('deploy', 'RunTask');
    await second.reach('before');
    expect(die).not.toHaveBeenCalled();
    await second.reach('after');
    expect(die).toHaveBeenCalledOnce();
  });

  it('strike as often as a rule says', async () => {
    const { points } = pointsWith({ rules: [{ at: '*:RunTask:before', effect: { kind: 'cut' }, times: 2 }] });
    const strikes = [];
    for (let round = 0; round < 4; round += 1)
      strikes.push((await points.enter('deploy', 'RunTask').reach('before'))?.kind);
    expect(strikes).toEqual(['cut', 'cut', undefined, undefined]);
    expect(points.hits()).toHaveLength(2);
  });

  it('leave to chance the same things for the same seed', async () => {
    const strikesOf = async (seed: number): Promise<boolean[]> => {
      const { points } = pointsWith({
        seed,
        rules: [{ at: 'api:*:before', effect: { kind: 'cut' }, chance: 0.5 }],
      });
      const strikes = [];
      for (let round = 0; round < 64; round += 1)
        strikes.push((await points.enter('api', 'BatchWriteItem').reach('before')) !== undefined);
      return strikes;
    };
    expect(await strikesOf(7)).toEqual(await strikesOf(7));
    expect(await strikesOf(7)).not.toEqual(await strikesOf(8));
    expect(new Set(await strikesOf(7)).size).toBe(2);
  });

  it('hold until they are released', async () => {
    const { points } = pointsWith({
      rules: [{ at: 'reportDeployment:invoke:before', effect: { kind: 'hold' } }],
    });
    const order: string[] = [];
    const reached = points
      .enter('reportDeployment', 'invoke')
      .reach('before')
      .then(() => order.push('went on'));
    await Promise.resolve();
    order.push('released');
    points.release();
    await reached;
    expect(order).toEqual(['released', 'went on']);
  });
});
