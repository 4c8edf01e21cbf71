/** Test support: a deployment that runs, and chunks of its log. */
import { publishLogsMutation } from '../../core/announcements';
import type { ChunkRecord } from '../../core/log-record';
import type { DeploymentRecord, StoredLog } from '../../core/records';
import { deploymentKey, storedLogKey } from '../../core/table';
import { getItem, putItem } from '../adapters/dynamo';
import { callApi } from '../adapters/graphql';
import { now } from '../adapters/ids';
import { newDeployment } from '../engine/new-deployment';

/** The task of `givenRunning`. */
export const taskId = '0123456789abcdef0123456789abcdef';
const taskArn = `arn:aws:ecs:eu-central-1:111111111111:task/trellis/${taskId}`;

/** A deployment in the table, claimed by the task; nothing else of an installation knows it. */
export const givenRunning = async (id = 'dep_1', more: Partial<DeploymentRecord> = {}): Promise<void> => {
  await putItem({
    ...deploymentKey(id),
    ...newDeployment,
    id,
    status: 'RUNNING',
    startedAt: now(),
    taskArn,
    ...more,
  });
};

/** A chunk with lines from a number on; by default one line that names it. */
export const chunkOf = (firstSeq: number, count = 1, more: Partial<ChunkRecord> = {}): ChunkRecord => ({
  trellis: 1,
  type: 'chunk',
  deploymentId: 'dep_1',
  firstSeq,
  count,
  step: 'TEST',
  time: 1,
  text: Array.from({ length: count }, (_, index) => `line ${firstSeq + index}`).join('\n'),
  stderr: [],
  continues: false,
  ...more,
});

/** Publishes chunks as the forwarder does, without its patience. */
export const publish = (chunks: readonly ChunkRecord[], task = taskId, deploymentId = 'dep_1') =>
  callApi(publishLogsMutation, {
    deploymentId,
    taskId: task,
    chunks: chunks.map(({ firstSeq, count, step, time, text, stderr, continues }) => ({
      firstSeq,
      count,
      step,
      time,
      text,
      stderr,
      continues,
    })),
  });

/** Which lines the table says that it holds. */
export const storedLines = async (id = 'dep_1'): Promise<StoredLog['stored']> =>
  (await getItem<StoredLog>(storedLogKey(id)))?.stored ?? [];
