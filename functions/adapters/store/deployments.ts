/**
 * Deployments in the table. Every change of state is conditional on the state that it leaves. States change here and nowhere else, so this is
 * where the event bus is told of each, once it is written.
 */
import { TrellisError } from '../../../core/errors';
import type { ApprovalDecision, DeploymentRecord, DeploymentStatus } from '../../../core/records';
import { statesBefore } from '../../../core/states';
import { deploymentIndex, deploymentKey } from '../../../core/table';
import { getItem, putNew, updateItem, type Expression } from '../dynamo';
import { tellOfChange } from '../events';
import { assign } from '../expressions';
import { openReport } from './reports';

/** A deployment; undefined when there is none of that id. */
export const findDeployment = (id: string): Promise<DeploymentRecord | undefined> =>
  getItem<DeploymentRecord>(deploymentKey(id));

/** A deployment that must exist. */
export const getDeployment = async (id: string): Promise<DeploymentRecord> => {
  const found = await findDeployment(id);
  if (!found) throw new TrellisError('deployment.not_found', { id });
  return found;
};

/** Keeps a new deployment, whose report is opened first; false when its id is taken (a retry). */
export const putDeployment = async (deployment: DeploymentRecord): Promise<boolean> => {
  const { id, appId, environmentId } = deployment;
  await openReport(id);
  const written = await putNew({
    ...deploymentKey(id),
    ...deploymentIndex(appId, environmentId, id),
    ...deployment,
  });
  if (written) await tellOfChange(deployment);
  return written;
};

/**
 * Moves a deployment to another state, from any state that may come before; undefined when it is in none of them, or when the
 * further condition does not hold.
 */
export const moveDeployment = async (
  id: string,
  to: DeploymentStatus,
  changes: Partial<DeploymentRecord>,
  further?: Expression,
): Promise<DeploymentRecord | undefined> => {
  const from = statesBefore(to);
  const values = Object.fromEntries(from.map((status, index) => [`:from${index}`, status]));
  const moved = await updateItem<DeploymentRecord>(
    deploymentKey(id),
    assign({ ...changes, status: to }, { names: further?.names, values: { ...values, ...further?.values } }),
    [`#status IN (${Object.keys(values).join(', ')})`, further?.expression].filter(Boolean).join(' AND '),
  );
  if (moved) await tellOfChange(moved);
  return moved;
};

/** Changes a deployment that stays in one of the given states; undefined when it is in none of them. */
export const changeDeployment = (
  id: string,
  changes: Partial<DeploymentRecord>,
  within: readonly DeploymentStatus[],
  further?: Expression,
): Promise<DeploymentRecord | undefined> => {
  const values = Object.fromEntries(within.map((status, index) => [`:in${index}`, status]));
  return updateItem<DeploymentRecord>(
    deploymentKey(id),
    assign(changes, {
      names: { '#status': 'status', ...further?.names },
      values: { ...values, ...further?.values },
    }),
    [`#status IN (${Object.keys(values).join(', ')})`, further?.expression].filter(Boolean).join(' AND '),
  );
};

/** Adds a decision on its approval; undefined when it waits no more or somebody else decided at the same moment. */
export const addDecision = (
  { id, approval }: DeploymentRecord,
  decision: ApprovalDecision,
): Promise<DeploymentRecord | undefined> =>
  updateItem<DeploymentRecord>(
    deploymentKey(id),
    {
      expression: 'SET #approval.#decisions = list_append(#approval.#decisions, :decision)',
      names: { '#approval': 'approval', '#decisions': 'decisions', '#status': 'status' },
      values: {
        ':decision': [decision],
        ':waiting': 'WAITING_APPROVAL',
        ':known': approval?.decisions.length ?? 0,
      },
    },
    '#status = :waiting AND size(#approval.#decisions) = :known',
  );

/** The condition that a builder's report meets: it holds the lease. */
export const withLease = (leaseHash: string): Expression => ({
  expression: '#lease = :lease',
  names: { '#lease': 'leaseHash' },
  values: { ':lease': leaseHash },
});

/** The condition that a report with news meets: its sender holds the lease, and no later report was taken. */
export const withReport = (leaseHash: string, seq: number): Expression => ({
  expression: '#lease = :lease AND #reportedSeq < :seq',
  names: { '#lease': 'leaseHash', '#reportedSeq': 'reportSeq' },
  values: { ':lease': leaseHash, ':seq': seq },
});

/** The condition that a start meets: no later one came in between. */
export const withAttempt = (attempt: number): Expression => ({
  expression: '#attemptNow = :attemptNow',
  names: { '#attemptNow': 'attempt' },
  values: { ':attemptNow': attempt },
});
