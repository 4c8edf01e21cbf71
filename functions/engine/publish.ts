/** Log chunks on their way to the table and to everyone who watches, in batches that a subscription's message can hold. */
import { setTimeout as delay } from 'node:timers/promises';
import { publishLogsMutation } from '../../core/announcements';
import type { ChunkRecord } from '../../core/log-record';
import { callApi } from '../adapters/graphql';

const MAX_CHUNKS = 12;
/** A message of a subscription holds 240 KB, with everything around the text. */
const MAX_BYTES = 180_000;
const RETRIES_MS = [100, 400, 1_500, 4_000];

/** Chunks of one deployment, cut into batches in their order. */
export const batches = (chunks: readonly ChunkRecord[]): ChunkRecord[][] => {
  const all: ChunkRecord[][] = [];
  let size = Infinity;
  for (const chunk of chunks) {
    const bytes = Buffer.byteLength(JSON.stringify(chunk));
    const last = all.at(-1);
    if (last && last.length < MAX_CHUNKS && size + bytes <= MAX_BYTES) {
      last.push(chunk);
      size += bytes;
    } else {
      all.push([chunk]);
      size = bytes;
    }
  }
  return all;
};

const publishBatch = async (deploymentId: string, chunks: readonly ChunkRecord[]): Promise<void> => {
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
      await callApi(publishLogsMutation, { deploymentId, chunks: input });
      return;
    } catch (error) {
      const wait = RETRIES_MS[retry];
      // Whoever handed the chunks over hands them over again: a repeat writes the same items.
      if (wait === undefined) throw error;
      await delay(wait);
    }
  }
};

/** Publishes chunks of any deployments; those of one deployment in the order given. */
export const publishChunks = async (chunks: readonly ChunkRecord[]): Promise<void> => {
  const byDeployment = new Map<string, ChunkRecord[]>();
  for (const chunk of chunks) {
    const own = byDeployment.get(chunk.deploymentId);
    if (own) own.push(chunk);
    else byDeployment.set(chunk.deploymentId, [chunk]);
  }
  await Promise.all(
    [...byDeployment].map(async ([deploymentId, own]) => {
      for (const batch of batches(own)) await publishBatch(deploymentId, batch);
    }),
  );
};
