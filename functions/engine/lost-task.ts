/** Ends a deployment whose task has stopped without reporting an end, and brings in the lines that are still on their way. */
import type { LogRecord } from '../../core/log-record';
import { parseLogRecord } from '../../core/log-record';
import type { DeploymentRecord } from '../../core/records';
import { isTerminal } from '../../core/states';
import { lostTaskError, type StoppedTask } from '../../core/task-end';
import { logChunkKey, seqKey } from '../../core/table';
import { queryAll } from '../adapters/dynamo';
import { report } from '../adapters/report';
import { taskIdOf, taskLog } from '../adapters/task-log';
import { endDeployment, failure, freeEnvironment, type Ending } from './lifecycle';
import { publishChunks } from './publish';

/** How a log ended: the builder's own word, or how far its lines go. */
type LogEnd = Pick<DeploymentRecord, 'logLines' | 'logHash'>;

/** Publishes what the task printed and the table does not have. Repeats change nothing. */
const reconcileLog = async (deploymentId: string, taskArn: string): Promise<LogEnd> => {
  const { pk } = logChunkKey(deploymentId, 0);
  const stored = await queryAll<{ sk: string; firstSeq: number; count: number }>({
    pk,
    attributes: ['sk', 'firstSeq', 'count'],
  });
  const known = new Set(stored.map(({ sk }) => sk));
  let lines = stored.reduce((last, { firstSeq, count }) => Math.max(last, firstSeq + count), 0);
  let end: LogEnd | undefined;
  for await (const messages of taskLog(taskArn)) {
    const records = messages
      .map(parseLogRecord)
      .filter((record): record is LogRecord => record?.deploymentId === deploymentId);
    const chunks = records.filter((record) => record.type === 'chunk');
    await publishChunks(taskIdOf(taskArn), chunks.filter(({ firstSeq }) => !known.has(seqKey(firstSeq))));
    lines = chunks.reduce((last, { firstSeq, count }) => Math.max(last, firstSeq + count), lines);
    const ended = records.find((record) => record.type === 'end');
    if (ended) end = { logLines: ended.lines, logHash: ended.hash };
  }
  return end ?? { logLines: lines, logHash: null };
};

const logEnd = async (deployment: DeploymentRecord): Promise<LogEnd | undefined> => {
  if (deployment.taskArn === null || deployment.logLines !== null) return undefined;
  try {
    return await reconcileLog(deployment.id, deployment.taskArn);
  } catch (error) {
    report('the rest of a log could not be read', error, { deploymentId: deployment.id });
    return undefined;
  }
};

const endingOf = (deployment: DeploymentRecord, task: StoppedTask): Ending =>
  deployment.cancelRequested
    ? { status: 'CANCELLED', reason: `${deployment.cancelledBy ?? 'Someone'} cancelled it.` }
    : failure(lostTaskError(task));

/** Ends a deployment because its task has stopped. Any number of times, in any order with the builder's own end. */
export const endLostTask = async (deployment: DeploymentRecord, task: StoppedTask): Promise<void> => {
  if (isTerminal(deployment.status)) {
    await freeEnvironment(deployment);
    return;
  }
  const more = await logEnd(deployment);
  await endDeployment(deployment, { ...endingOf(deployment, task), more });
};
