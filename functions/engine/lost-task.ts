/** Ends a deployment whose task has stopped without reporting an end, and brings in the lines that are still on their way. */
import { logEndOf, type LogEnd, type SaidEnd } from '../../core/log-end';
import type { DeploymentRecord } from '../../core/records';
import { isTerminal } from '../../core/states';
import { lostTaskError, type StoppedTask } from '../../core/task-end';
import { changeDeployment } from '../adapters/store/deployments';
import { storedLogOf } from '../adapters/store/logs';
import { announceDeployment } from './announce';
import { endingOfFinish } from './finish';
import { endDeployment, failure, freeEnvironment, type Ending } from './lifecycle';
import { settleLog } from './reconcile-log';

const saidOf = (lines: number | null | undefined, hash: string | null | undefined): SaidEnd | undefined =>
  typeof lines === 'number' && typeof hash === 'string' ? { lines, hash } : undefined;

const endingOf = (deployment: DeploymentRecord, task: StoppedTask, log: LogEnd | undefined): Ending => {
  // It had told its end and waited for its log.
  if (deployment.finishing && log) return endingOfFinish(deployment, deployment.finishing, log);
  const ending: Ending = deployment.cancelRequested
    ? { status: 'CANCELLED', reason: `${deployment.cancelledBy ?? 'Someone'} cancelled it.` }
    : failure(lostTaskError(task));
  return { ...ending, more: log };
};

/** After the end: lines that came since are missing no more, and what is still missing is looked for once more. */
const correctLog = async (deployment: DeploymentRecord, milliseconds?: number): Promise<void> => {
  const { id, startedAt, logLines, logHash, logRevision } = deployment;
  // Deployments that are older than the field have none.
  const logMissing = deployment.logMissing ?? [];
  const said = saidOf(logLines, logHash);
  if (startedAt === null || (said && logMissing.length === 0)) return;
  const known = logEndOf(await storedLogOf(id), said);
  const log = said && known.logMissing.length === 0 ? known : await settleLog(deployment, said, milliseconds);
  if (log.logRevision === logRevision && log.logHash === logHash && log.logLines === logLines) return;
  const corrected = await changeDeployment(id, log, [deployment.status], {
    expression: '#logRevision <= :logRevision',
  });
  if (corrected) await announceDeployment(id);
};

/**
 * Ends a deployment because its task has stopped. Any number of times, in any order with the builder's own end.
 *
 * @param milliseconds how long to look for lines that are missing
 */
export const endLostTask = async (
  deployment: DeploymentRecord,
  task: StoppedTask,
  milliseconds?: number,
): Promise<void> => {
  if (isTerminal(deployment.status)) {
    await freeEnvironment(deployment);
    await correctLog(deployment, milliseconds);
    return;
  }
  const { finishing, startedAt } = deployment;
  const said = saidOf(finishing?.logLines, finishing?.logHash);
  // What never ran has no log.
  const log = startedAt === null ? undefined : await settleLog(deployment, said, milliseconds);
  await endDeployment(deployment, endingOf(deployment, task, log));
};
