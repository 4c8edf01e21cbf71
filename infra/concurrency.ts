/**
 * How many of a function may run at once, with `reserveConcurrency`: the clock's functions one at a time, and what strangers may call
 * never so many that the rest of the account stands still.
 */
import type { FunctionName } from '../wiring';

/** The limit of each function that has one. */
export const reserved: Partial<Record<FunctionName, number>> = {
  sweeper: 1,
  pollBranches: 1,
  githubWebhook: 20,
  session: 20,
};

/** What Lambda keeps for all functions without a limit, whatever is set aside. */
const KEPT_FOR_OTHERS = 100;

/** How many must be able to run at once in the account, for the limits to be taken. */
export const neededConcurrency = Object.values(reserved).reduce((sum, each) => sum + each, KEPT_FOR_OTHERS);
