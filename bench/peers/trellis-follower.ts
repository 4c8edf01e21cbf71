/** A client of Trellis as its dashboard is one: subscribe first, then read what was there before, then what is missing at the end. */
import { isTerminal } from '../../core/states';
import type { Deployment, LogBatch, LogChunk, LogPage } from '../../generated/schema';
import { Subscription } from '../../e2e/support/realtime';
import type { Trellis } from '../../e2e/support/trellis';
import { until } from '../../e2e/support/until';
import type { Follower, Observer } from './peer';

const onDeployment = `subscription ($environmentId: ID!) { onDeployment(environmentId: $environmentId) {
  id environmentId status } }`;
const chunkFields = `firstSeq count text continues`;
const onLogs = `subscription ($id: ID!) { onLogs(deploymentId: $id) { deploymentId chunks { ${chunkFields} } } }`;
const logs = `query ($id: ID!, $from: Int) { logs(deploymentId: $id, fromSeq: $from) { chunks { ${chunkFields} } nextSeq } }`;

interface FollowedLog {
  /** Numbers of the first lines of the chunks that came: a chunk is the same wherever it comes from. */
  chunks: Set<number>;
  lines: number;
  subscription: Promise<Subscription>;
}

/** Watches every deployment of an environment, each from its beginning. */
export const followTrellis = async (
  trellis: Trellis,
  environmentId: string,
  observer: Observer,
): Promise<Follower> => {
  const { host, api } = trellis;
  const followed = new Map<string, FollowedLog>();

  const take = (log: FollowedLog, chunks: readonly LogChunk[], at: number): void => {
    for (const { firstSeq, count, text, continues } of chunks) {
      if (log.chunks.has(firstSeq)) continue;
      log.chunks.add(firstSeq);
      log.lines += count;
      observer.lines(continues ? text : `${text}\n`, at);
    }
  };
  const readAll = async (id: string, log: FollowedLog): Promise<void> => {
    for (let from: number | null | undefined = 0; typeof from === 'number';) {
      const { logs: page }: { logs: LogPage } = await api.send(logs, { id, from });
      take(log, page.chunks, Date.now());
      from = page.nextSeq;
    }
  };
  const followLog = (id: string): FollowedLog => {
    const log: FollowedLog = {
      chunks: new Set(),
      lines: 0,
      subscription: Subscription.open<{ onLogs: LogBatch }>(host, onLogs, { id }, ({ onLogs: batch }, at) =>
        take(log, batch.chunks, at),
      ),
    };
    void log.subscription.then(() => readAll(id, log));
    return log;
  };

  const deployments = await Subscription.open<{ onDeployment: Deployment }>(
    host,
    onDeployment,
    { environmentId },
    ({ onDeployment: { id, status } }, at) => {
      if (!followed.has(id)) followed.set(id, followLog(id));
      observer.run({ id, ended: isTerminal(status) }, at);
    },
  );

  return {
    async settled(runId) {
      const log = followed.get(runId);
      if (log === undefined) throw new Error(`deployment ${runId} was not seen`);
      const ask = async (): Promise<true | undefined> => {
        const { logLines } = await api.deployment(runId);
        if (typeof logLines === 'number' && log.lines < logLines) await readAll(runId, log);
        return log.lines === logLines ? true : undefined;
      };
      await until(ask, { what: `the whole log of ${runId}`, deadlineMs: 120_000, everyMs: 250 });
    },
    async close() {
      const ofLogs = await Promise.all([...followed.values()].map(({ subscription }) => subscription));
      await Promise.all([deployments, ...ofLogs].map((subscription) => subscription.close()));
    },
  };
};
