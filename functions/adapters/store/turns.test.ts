import { describe, expect, test } from 'vitest';
import { useClock } from '../../testing/clock';
import { useTable } from '../../testing/table';
import { getItem } from '../dynamo';
import { inTurn } from './turns';

useTable();
const clock = useClock();
const key = { pk: 'a', sk: 'b' };

/** A promise that the test keeps in its hand. */
const held = () => {
  let release: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (release = resolve));
  return { promise, release };
};

describe('work on one item', () => {
  test('is done at once, and leaves no turn behind', async () => {
    let done = 0;
    expect(await inTurn(key, () => Promise.resolve(void (done += 1)))).toBe(true);
    expect(done).toBe(1);
    expect(await getItem(key)).toEqual({ ...key, asked: 1 });
  });

  test('is never done by two at once, and once more for who came meanwhile', async () => {
    const gate = held();
    const begun = held();
    let atOnce = 0;
    let most = 0;
    let done = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (atOnce += 1));
      begun.release();
      await gate.promise;
      atOnce -= 1;
      done += 1;
    };
    const first = inTurn(key, work);
    await begun.promise;
    expect(await Promise.all([inTurn(key, work), inTurn(key, work)])).toEqual([false, false]);
    gate.release();
    expect(await first).toBe(true);
    expect([most, done]).toEqual([1, 2]);
  });

  test('ends its turn when it fails, and says why', async () => {
    await expect(inTurn(key, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await inTurn(key, () => Promise.resolve())).toBe(true);
  });

  test('is taken over from who died over it', async () => {
    const begun = held();
    void inTurn(key, () => {
      begun.release();
      return new Promise(() => undefined);
    });
    await begun.promise;
    expect(await inTurn(key, () => Promise.resolve())).toBe(false);
    clock.pass(121_000);
    expect(await inTurn(key, () => Promise.resolve())).toBe(true);
  });

  test('of who was taken over from changes nothing of the new turn', async () => {
    const gate = held();
    const begun = held();
    const slow = inTurn(key, () => {
      begun.release();
      return gate.promise;
    });
    await begun.promise;
    clock.pass(121_000);
    const other = held();
    const otherBegun = held();
    const second = inTurn(key, () => {
      otherBegun.release();
      return other.promise;
    });
    await otherBegun.promise;
    gate.release();
    expect(await slow).toBe(false);
    expect(await getItem(key)).toHaveProperty('turn');
    other.release();
    expect(await second).toBe(true);
  });
});
