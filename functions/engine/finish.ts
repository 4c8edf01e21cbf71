/**
 * The end of a deployment as its builder tells it. It is taken once all lines of the log are stored, so that who sees the end can read
 * everything; lines that do not come are looked for at their source, and those that are nowhere are noted.
 */
import { TrellisError } from '../../core/errors';
import { countMissing, LOG_GRACE_MS, logEndOf, type LogEnd } from '../../core/log-end';
import type { DeploymentRecord, Finish } from '../../core/records';
import { artifactKey } from '../adapters/artifacts';
import { now } from '../adapters/ids';
import { changeDeployment, withLease } from '../adapters/store/deployments';
import { storedLogOf } from '../adapters/store/logs';
import { endDeployment, type Ending } from './lifecycle';
import { settleLog } from './reconcile-log';

/** A finish as it came. */
export interface FinishReport {
  seq: number;
  leaseHash: string;
  finish: Finish;
  /** For how long no line has come, as the builder counts. */
  stalledMs: number;
}

/** A deployment after its finish, and how many lines it waits for. */
export interface Finished {
  deployment: DeploymentRecord;
  awaitsLines: number;
}

/** How a deployment ends by its builder's word. */
export const endingOfFinish = (deployment: DeploymentRecord, finish: Finish, log: LogEnd): Ending => ({
  status: finish.status,
  reason: finish.reason,
  nextStep: finish.nextStep,
  more: {
    ...log,
    commit: finish.commit ?? deployment.commit,
    outputs: finish.outputs,
    logOmitted: finish.logOmitted,
    artifactKey: finish.artifactKept ? artifactKey(deployment.appId, deployment.id) : deployment.artifactKey,
    finishing: null,
  },
});

/** Keeps what the builder said, so that it counts even if the builder is gone before its log is stored. */
const keep = async (
  deployment: DeploymentRecord,
  { seq, leaseHash, finish }: FinishReport,
): Promise<void> => {
  const kept = await changeDeployment(
    deployment.id,
    { finishing: finish, reportSeq: seq, heartbeatAt: now() },
    ['RUNNING'],
    withLease(leaseHash),
  );
  if (!kept) throw new TrellisError('deployment.lease_refused');
};

/**
 * Takes a finish, or says how many lines are still on their way. Told again, it has no further effect: the first one counts.
 *
 * @throws TrellisError `deployment.lease_refused` when the deployment has been ended otherwise meanwhile
 */
export const finishDeployment = async (
  deployment: DeploymentRecord,
  report: FinishReport,
): Promise<Finished> => {
  const finish = deployment.finishing ?? report.finish;
  const said = { lines: finish.logLines, hash: finish.logHash };
  const stored = await storedLogOf(deployment.id);
  const awaitsLines = countMissing(stored, said.lines);
  if (awaitsLines > 0 && report.stalledMs < LOG_GRACE_MS) {
    await keep(deployment, { ...report, finish });
    return { deployment, awaitsLines };
  }
  const log = awaitsLines > 0 ? await settleLog(deployment, said) : logEndOf(stored, said);
  const ending = endingOfFinish(deployment, finish, log);
  const ended = await endDeployment(deployment, ending, withLease(report.leaseHash));
  if (!ended) throw new TrellisError('deployment.lease_refused');
  return { deployment: ended, awaitsLines: 0 };
};
