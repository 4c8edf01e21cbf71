/** Ends a command and everything that it started: politely first, and completely in the end. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessMark } from './processes';
import { belongingTo, isGroupAlive, signalTo } from './processes';

/** How long a command may take after SIGINT, and then after SIGTERM, in milliseconds. */
export interface Grace {
  interruptMs: number;
  terminateMs: number;
}

/** Deploy tools need the time to release their locks. */
export const defaultGrace: Grace = { interruptMs: 10_000, terminateMs: 5_000 };

const pollMs = 20;
/** A process that cannot be killed (it hangs in the kernel) must not hang the builder. */
const sweepLimitMs = 10_000;

const waitForGroup = async (group: number, limitMs: number): Promise<boolean> => {
  const deadline = performance.now() + limitMs;
  while (isGroupAlive(group)) {
    if (performance.now() >= deadline) return false;
    await wait(pollMs);
  }
  return true;
};

/** SIGINT, SIGTERM and SIGKILL to a process group, each after a real wait; returns when it is empty. */
export const stopGroup = async (group: number, grace: Grace): Promise<void> => {
  signalTo(-group, 'SIGINT');
  if (await waitForGroup(group, grace.interruptMs)) return;
  signalTo(-group, 'SIGTERM');
  if (await waitForGroup(group, grace.terminateMs)) return;
  signalTo(-group, 'SIGKILL');
  await waitForGroup(group, sweepLimitMs);
};

/**
 * Kills what is left of a deployment's commands, also what left their groups. Repeats until two looks in a row find nothing,
 * since a process may fork between a look and its end. `session` is that of a command which has just ended (a later process may
 * get the same number). Returns how many were found.
 */
export const sweepProcesses = async (mark: ProcessMark, session?: number): Promise<number> => {
  const found = new Set<number>();
  const deadline = performance.now() + sweepLimitMs;
  for (let quiet = 0; quiet < 2 && performance.now() < deadline;) {
    const pids = belongingTo(mark, session);
    // Stopped first, so that none of them forks while the others are being killed.
    for (const pid of pids) signalTo(pid, 'SIGSTOP');
    for (const pid of pids) signalTo(pid, 'SIGKILL');
    for (const pid of pids) found.add(pid);
    quiet = pids.length === 0 ? quiet + 1 : 0;
    if (quiet < 2) await wait(quiet === 0 ? pollMs : 1);
  }
  return found.size;
};
