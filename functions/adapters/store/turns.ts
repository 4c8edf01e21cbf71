/**
 * Work on an item that only one may do at a time, and that always starts from how things are now. Who comes while somebody works leaves word
 * and goes: the work is done once more after their coming. So nobody waits, and what was done last is never older than what was known.
 */
import type { Turn } from '../../../core/records';
import { getItem, updateItem, type Key } from '../dynamo';
import { newSecret } from '../ids';

/** Longer than any function that takes turns may run: who began this long ago has died over it. */
const TURN_MS = 120_000;

/** Leaves word, and begins if nobody is at work. Gives the item when it is one's own turn. */
const begin = async (key: Key, me: string): Promise<Turn | undefined> => {
  const now = Date.now();
  const take = () =>
    updateItem<Turn>(
      key,
      {
        expression: 'SET #turn = :me, #endsAt = :endsAt ADD #asked :one',
        names: { '#turn': 'turn', '#endsAt': 'turnEndsAt', '#asked': 'asked' },
        values: { ':me': me, ':endsAt': now + TURN_MS, ':now': now, ':one': 1 },
      },
      'attribute_not_exists(#turn) OR #endsAt < :now',
    );
  const taken = await take();
  if (taken) return taken;
  await updateItem(key, {
    expression: 'ADD #asked :one',
    names: { '#asked': 'asked' },
    values: { ':one': 1 },
  });
  // Whoever was at work may have ended before the word was left.
  return take();
};

/** Ends the turn; false when somebody left word after `asked` was read, or it is one's own turn no more. */
const end = async (key: Key, me: string, asked?: number): Promise<boolean> => {
  const ended = await updateItem(
    key,
    {
      expression: 'REMOVE #turn, #endsAt',
      names: {
        '#turn': 'turn',
        '#endsAt': 'turnEndsAt',
        ...(asked === undefined ? {} : { '#asked': 'asked' }),
      },
      values: { ':me': me, ...(asked === undefined ? {} : { ':asked': asked }) },
    },
    `#turn = :me${asked === undefined ? '' : ' AND #asked = :asked'}`,
  );
  return ended !== undefined;
};

/**
 * Works on the item under a key, and again as long as others ask for it meanwhile.
 *
 * @param work starts from how things are now; what it throws ends the turn and is thrown on
 * @returns false when somebody else is at work and will do it
 */
export const inTurn = async (key: Key, work: () => Promise<void>): Promise<boolean> => {
  const me = newSecret();
  let item = await begin(key, me);
  if (!item) return false;
  while (item?.turn === me) {
    try {
      await work();
    } catch (error) {
      await end(key, me);
      throw error;
    }
    if (await end(key, me, item.asked ?? 0)) return true;
    item = await getItem<Turn>(key);
  }
  return false;
};
