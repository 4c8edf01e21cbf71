/** Log chunks on their way to the table and to everyone who watches, in batches that a subscription's message can hold. */
import { setTimeout as delay } from 'node:timers/promises';
import { publishLogsMutation } from '../../core/announcements';
import { catalogue, type ErrorCode } from '../../core/errors';
import { maxRecordBytes, type ChunkRecord } from '../../core/log-record';
import { ApiError, callApi } from '../adapters/graphql';
import { countRefusal } from '../adapters/refusals';
import { report } from '../adapters/report';

/** A message of a subscription holds 240 KB. In it a chunk takes no more bytes than its record, and so no chunk need be measured. */
const MAX_BYTES = 180_000;
const MAX_CHUNKS = Math.floor(MAX_BYTES / maxRecordBytes);
/** Short at first: two writers of one log only have to go one after the other. */
const RETRIES_MS = [30, 60, 150, 400, 1_000, 2_000, 4_000];

/** Chunks of one deployment in the order of their lines, cut into batches whose chunks do not meet. */
export const batches = (chunks: readonly ChunkRecord[]): ChunkRecord[][] => {
  const all: ChunkRecord[][] = [];
  let next = 0;
  for (const chunk of chunks.toSorted((one, other) => one.firstSeq - other.firstSeq)) {
    const last = all.at(-1);
    if (last && last.length < MAX_CHUNKS && chunk.firstSeq >= next) last.push(chunk);
    else all.push([chunk]);
    next = chunk.firstSeq + chunk.count;
  }
  return all;
};

/** Refusals of a whole log: no other chunk of it would be taken either. */
const ofWholeLog: ReadonlySet<string> = new Set([
  'deployment.not_found',
  'log.not_started',
  'log.other_task',
]);

/** What the API says of lines that it does not take. */
type Refusal = ApiError & { code: ErrorCode };

/** True when the API will never take this, however often it is sent. */
const isRefusal = (error: unknown): error is Refusal => {
  if (!(error instanceof ApiError) || !Object.hasOwn(catalogue, error.code)) return false;
  const { kind } = catalogue[error.code as ErrorCode];
  return kind !== 'internal' && kind !== 'upstream' && kind !== 'unauthenticated';
};

const send = async (deploymentId: string, taskId: string, chunks: readonly ChunkRecord[]): Promise<void> => {
  const input = chunks.map(({ firstSeq, count, step, time, text, stderr, continues }) => ({
    firstSeq,
    count,
    step,
    time,
    text,
    stderr,
    continues,
  }));
  for (let retry = 0; ; retry += 1) {
    try {
      await callApi(publishLogsMutation, { deploymentId, taskId, chunks: input });
      return;
    } catch (error) {
      const wait = RETRIES_MS[retry];
      // Whoever handed the chunks over hands them over again: a repeat changes nothing.
      if (isRefusal(error) || wait === undefined) throw error;
      await delay(wait / 2 + (Math.random() * wait) / 2);
    }
  }
};

/** Sends a batch; when the API refuses it, its halves, so that one bad chunk takes no other with it. Gives the refusals. */
const publishBatch = async (
  deploymentId: string,
  taskId: string,
  chunks: readonly ChunkRecord[],
): Promise<Refusal[]> => {
  try {
    await send(deploymentId, taskId, chunks);
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (chunks.length === 1 || ofWholeLog.has(error.code)) return [error];
    const half = Math.ceil(chunks.length / 2);
    return [
      ...(await publishBatch(deploymentId, taskId, chunks.slice(0, half))),
      ...(await publishBatch(deploymentId, taskId, chunks.slice(half))),
    ];
  }
};

const publishLog = async (
  deploymentId: string,
  taskId: string,
  chunks: readonly ChunkRecord[],
): Promise<void> => {
  const refusals = new Map<ErrorCode, Refusal>();
  for (const batch of batches(chunks)) {
    for (const refusal of await publishBatch(deploymentId, taskId, batch))
      refusals.set(refusal.code, refusal);
    if ([...refusals.keys()].some((code) => ofWholeLog.has(code))) break;
  }
  // Once for each reason, however many lines it meets.
  for (const { code, message } of refusals.values()) {
    report('lines of a log were refused', undefined, { code, deploymentId, taskId, detail: message });
    await countRefusal(code);
  }
};

/**
 * Publishes what a task printed, for any deployments; those of one deployment in the order of their lines. What the API refuses is
 * reported and left out.
 *
 * @param taskId the last part of the task's ARN
 * @throws ApiError when the API is away, or cannot store the lines now
 */
export const publishChunks = async (taskId: string, chunks: readonly ChunkRecord[]): Promise<void> => {
  const byDeployment = new Map<string, ChunkRecord[]>();
  for (const chunk of chunks) {
    const own = byDeployment.get(chunk.deploymentId);
    if (own) own.push(chunk);
    else byDeployment.set(chunk.deploymentId, [chunk]);
  }
  await Promise.all([...byDeployment].map(([deploymentId, own]) => publishLog(deploymentId, taskId, own)));
};
