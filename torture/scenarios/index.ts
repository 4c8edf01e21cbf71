/** All scenarios, in the order of the table. */
import type { Group } from '../scenario';
import { runTaskErrors, taskEnds } from './aws';
import { errorAtTheEnd, hugeLog } from './big-logs';
import { hugeEvent, hugeLine } from './big';
import { fullDisk } from './disk';
import { hostileTexts } from './injection';
import { anyOrder, interleavings, movingHead } from './order';
import { allComeBack, slowReader, thousand } from './realtime-crowd';
import { deadConnections, randomDrops } from './realtime-follow';
import { cancelAnywhere } from './cancel-phases';
import { deafCommand, fugitives, noDescendants, slowCleanup } from './cancel-processes';
import { sstLock } from './cancel-sst';
import { sameCommit, sameDelivery, strangeDeliveries } from './hooks-repeated';
import { malformedHooks, noSecret } from './hooks-refused';
import { powerCut, soak } from './kill-both';
import { killBuilder } from './kill-builder';
import { killHost } from './kill-host';
import { faultyStore } from './logs-faults';
import { flood, latency } from './logs-flood';
import { lateLines, shuffledBatches, suddenEnd, twoStreams } from './logs-order';
import { everySplit, overlapping, spelledOtherwise } from './masking';
import { nowhere, shortSecrets } from './masking-host';
import { rollbackFromArtifact, rollbackStays } from './rollback';
import { onlyOne, staleOwner } from './mutex';
import { endRaces } from './state-races';
import { clientTokens, replay } from './state-repeats';

/** Groups run side by side; the scenarios of a group one after the other on the host that they share. */
export const groups: readonly Group[] = [
  { name: 'hooks', scenarios: [malformedHooks, noSecret, sameDelivery, sameCommit, strangeDeliveries] },
  { name: 'mutex', scenarios: [onlyOne] },
  { name: 'kill host', scenarios: [killHost] },
  { name: 'kill builder', scenarios: [killBuilder] },
  { name: 'kill both', scenarios: [powerCut, soak] },
  { name: 'cancel', scenarios: [cancelAnywhere, noDescendants, deafCommand] },
  { name: 'cancel more', scenarios: [fugitives, slowCleanup, sstLock] },
  { name: 'state', scenarios: [replay] },
  {
    name: 'small',
    scenarios: [
      anyOrder,
      interleavings,
      movingHead,
      staleOwner,
      endRaces,
      clientTokens,
      shuffledBatches,
      lateLines,
      hugeEvent,
      hostileTexts,
    ],
  },
  { name: 'masking', scenarios: [everySplit, spelledOtherwise, overlapping, shortSecrets, nowhere] },
  { name: 'aws', scenarios: [runTaskErrors, taskEnds] },
  { name: 'rollback', scenarios: [rollbackStays, rollbackFromArtifact] },
  { name: 'logs', scenarios: [twoStreams, suddenEnd, faultyStore] },
  { name: 'realtime', scenarios: [randomDrops, deadConnections] },
  { name: 'big', scenarios: [hugeLine, hugeLog, errorAtTheEnd, fullDisk] },
  { name: 'figures', alone: true, scenarios: [flood, latency, thousand, slowReader, allComeBack] },
];
