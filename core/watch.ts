/**
 * What the sweeper counts. Clocks of two machines are never compared: the sweeper notes what it saw and when by its own clock, and
 * counts how long a thing stayed the same between its own visits. A visit that comes late (the host was down) counts for little,
 * so that a builder which could not be heard gets the time to speak.
 */
import type { Watch } from './records';

/** A visit counts for at most this many milliseconds of silence. */
export const MAX_COUNTED_SILENCE_MS = 40_000;

/** How long things may stay as they are before the sweeper acts, in milliseconds. */
export const limits = {
  /** An environment names a deployment that has no item: its creator died in between. */
  missingMs: 10_000,
  /** A deployment has no task: its starter died in between. A starter that is only slow loses its task to the next attempt. */
  noTaskMs: 10_000,
  /** A builder that runs is not heard of. */
  silentMs: 60_000,
  /** A builder does not stop although it was told to: its task is stopped. */
  cancelMs: 60_000,
  /** A task does not stop either: the deployment ends without it. */
  abandonMs: 240_000,
  /** Beyond the environment's own limit, which the builder keeps itself. */
  overtimeMs: 120_000,
} as const;

/** How often a task is started for one deployment before it fails. */
export const MAX_ATTEMPTS = 3;

/** What the sweeper sees of a deployment on a visit. */
export type Sighting = Pick<Watch, 'deploymentId' | 'phase' | 'taskArn' | 'heartbeatAt'>;

/** The observation after a visit at `now` (milliseconds of the sweeper's clock). */
export const observe = (before: Watch | null | undefined, seen: Sighting, now: number): Watch => {
  const same =
    before?.deploymentId === seen.deploymentId &&
    before.phase === seen.phase &&
    before.taskArn === seen.taskArn;
  if (!before || !same) return { ...seen, at: now, phaseMs: 0, silentMs: 0 };
  const passed = Math.max(0, now - before.at);
  const silent = before.heartbeatAt === seen.heartbeatAt;
  return {
    ...seen,
    at: now,
    phaseMs: before.phaseMs + passed,
    silentMs: silent ? before.silentMs + Math.min(passed, MAX_COUNTED_SILENCE_MS) : 0,
  };
};
