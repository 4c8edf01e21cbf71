/** A deployment's stored log, read as a careful reader does: all chunks, in order, with what is missing named. */
import { createHash } from 'node:crypto';
import { LogMerge, type Gap, type ReadChunk } from '../../core/log-merge';
import type { Api } from '../../e2e/support/api';

const document = `query ($id: ID!, $from: Int) { logs(deploymentId: $id, fromSeq: $from) {
  chunks { firstSeq count step time text stderr continues } nextSeq } }`;

/** What is stored of a log. */
export interface StoredLog {
  chunks: ReadChunk[];
  lines: string[];
  /** How many numbers of lines it holds. */
  size: number;
  gaps: Gap[];
  /** SHA-256 over the text, as builders compute it. */
  hash: string;
}

/** A log of these chunks, in whatever order they came. */
export const logOf = (chunks: readonly ReadChunk[]): StoredLog => {
  const merge = new LogMerge();
  merge.add(chunks);
  const hash = createHash('sha256');
  const ordered = [...chunks].sort((one, other) => one.firstSeq - other.firstSeq);
  for (const { text, continues } of ordered) hash.update(continues ? text : `${text}\n`);
  return {
    chunks: ordered,
    lines: merge.sections.flatMap(({ lines }) => lines.map(({ text }) => text)),
    size: merge.size,
    gaps: merge.gaps(),
    hash: hash.digest('hex'),
  };
};

/** Reads everything that is stored of a deployment's log. */
export const readLog = async (api: Api, deploymentId: string): Promise<StoredLog> => {
  const chunks: ReadChunk[] = [];
  let from: number | null | undefined = 0;
  while (typeof from === 'number') {
    const { logs }: { logs: { chunks: ReadChunk[]; nextSeq: number | null } } = await api.send(document, {
      id: deploymentId,
      from,
    });
    chunks.push(...logs.chunks);
    from = logs.nextSeq;
  }
  return logOf(chunks);
};
