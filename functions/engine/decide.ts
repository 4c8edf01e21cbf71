/** Writes decisions about an environment: read, decide, write on the condition that nothing changed, and again if it did. */
import { setTimeout as delay } from 'node:timers/promises';
import { TrellisError } from '../../core/errors';
import type { EnvironmentLock, LockChange } from '../../core/lock';
import type { EnvironmentRecord } from '../../core/records';
import { oneByOne } from '../adapters/one-by-one';
import { changeLock, rereadEnvironment, type FurtherChange } from '../adapters/store/environments';

const MAX_TRIES = 300;

/** A decision as it was written, and the environment after it. */
export interface Decided<D> {
  decided: D;
  environment: EnvironmentRecord;
}

/**
 * Writes a decision about an environment, deciding anew when somebody else was quicker.
 *
 * @param decide from the environment as read; null when there is nothing to write
 * @returns what was decided in the end, and the environment after it
 */
export const decideOnLock = <D extends { change: LockChange }>(
  start: EnvironmentRecord,
  decide: (lock: EnvironmentLock) => D | null,
  further: FurtherChange = {},
): Promise<Decided<D> | null> => oneByOne(start.id, () => tryToDecide(start, decide, further));

const tryToDecide = async <D extends { change: LockChange }>(
  start: EnvironmentRecord,
  decide: (lock: EnvironmentLock) => D | null,
  further: FurtherChange,
): Promise<Decided<D> | null> => {
  let environment = start;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const decided = decide(environment);
    if (!decided) return null;
    const changed = await changeLock(environment, decided.change, further);
    if (changed) return { decided, environment: changed };
    if (tries > 1) await delay(Math.random() * Math.min(tries, 20));
    environment = await rereadEnvironment(environment);
  }
  throw new TrellisError('internal.unexpected', { detail: `${start.name} is asked for too much at once` });
};
