import type { Framework } from '../../../core/records';

/** Frameworks by their own names. */
export const frameworkNames: Record<Framework, string> = { COMMAND: 'commands', SST: 'SST' };
