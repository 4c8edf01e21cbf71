/** All scenarios, in the order of the table. */
import type { Group } from '../scenario';
import { cancelAnywhere } from './cancel-phases';
import { deafCommand, fugitives, noDescendants, slowCleanup } from './cancel-processes';
import { sstLock } from './cancel-sst';
import { sameCommit, sameDelivery, strangeDeliveries } from './hooks-repeated';
import { malformedHooks, noSecret } from './hooks-refused';
import { killHost } from './kill-host';

/** Groups run side by side; the scenarios of a group one after the other on the host that they share. */
export const groups: readonly Group[] = [
  { name: 'hooks', scenarios: [malformedHooks, noSecret, sameDelivery, sameCommit, strangeDeliveries] },
  { name: 'kill host', scenarios: [killHost] },
  {
    name: 'cancel',
    scenarios: [cancelAnywhere, noDescendants, deafCommand, fugitives, slowCleanup, sstLock],
  },
];
