/** A deployment's log over the API: pages by queries, events by subscriptions. */
import { TrellisError } from '../core/errors';
import { isTerminal } from '../core/states';
import type { Deployment, LogBatch, LogPage as Page } from '../generated/schema';
import type { SubscriptionRequest } from './appsync-messages';
import type { SubscriptionListener } from './appsync-socket';
import type { LogEnd, LogSource } from './source';

/** What of the API is needed. */
export interface LogApi {
  /** Runs a query and gives its `data`. It throws what it cannot answer. */
  query(text: string, variables: Record<string, unknown>, signal?: AbortSignal): Promise<unknown>;
  /** Starts a subscription; the answer ends it. An `AppSyncSocket` does this. */
  subscribe(request: SubscriptionRequest, listener: SubscriptionListener): () => void;
}

const chunkFields = 'firstSeq count step time text stderr continues';
const endFields = 'id status logLines logHash logMissing { from to }';
const logsQuery = `query Logs($id: ID!, $from: Int!) {
  logs(deploymentId: $id, fromSeq: $from) { chunks { ${chunkFields} } nextSeq } }`;
const endQuery = `query LogEnd($id: ID!) { deployment(id: $id) { ${endFields} } }`;
const onLogs = `subscription OnLogs($id: ID!) {
  onLogs(deploymentId: $id) { deploymentId chunks { ${chunkFields} } } }`;
const onEnd = `subscription OnLogEnd($id: ID!) { onDeployment(id: $id) { ${endFields} } }`;

type Ending = Pick<Deployment, 'status' | 'logLines' | 'logHash' | 'logMissing'>;

const endOf = ({ status, logLines, logHash, logMissing }: Ending): LogEnd | undefined =>
  isTerminal(status) ? { lines: logLines ?? null, hash: logHash ?? null, missing: logMissing } : undefined;

/** The data of an event; undefined when it says only that there was one. */
const dataOf = <T>(payload: unknown): Partial<T> | undefined =>
  (payload as { data?: T | null } | null)?.data ?? undefined;

/**
 * The log of a deployment.
 *
 * @returns a source whose reads throw what `api.query` throws, and `deployment.not_found` when there is no such deployment
 */
export const logSourceOf = (api: LogApi, deploymentId: string): LogSource => ({
  async read(fromSeq, signal) {
    const data = await api.query(logsQuery, { id: deploymentId, from: fromSeq }, signal);
    return (data as { logs: Page }).logs;
  },
  async readEnd(signal) {
    const data = await api.query(endQuery, { id: deploymentId }, signal);
    const { deployment } = data as { deployment: Ending | null };
    if (deployment === null) throw new TrellisError('deployment.not_found', { id: deploymentId });
    return endOf(deployment);
  },
  listen(listener) {
    const variables = { id: deploymentId };
    /** The subscriptions that stand: only with both of them nothing is missed. */
    const standing = new Set<string>();
    const subscribe = (query: string, event: SubscriptionListener['event']): (() => void) => {
      const cut = (): void => {
        standing.delete(query);
        listener.cut();
      };
      const confirmed = (): void => {
        standing.add(query);
        if (standing.size === 2) listener.confirmed();
      };
      // What cannot be subscribed to can still be read, again and again.
      return api.subscribe({ query, variables }, { event, confirmed, cut, ended: cut });
    };
    const stops = [
      subscribe(onLogs, (payload) => {
        const batch = dataOf<{ onLogs: LogBatch | null }>(payload)?.onLogs;
        // An event without its chunks says only that there are some.
        if (batch) listener.chunks(batch.chunks);
        else listener.confirmed();
      }),
      subscribe(onEnd, (payload) => {
        const deployment = dataOf<{ onDeployment: Ending | null }>(payload)?.onDeployment;
        const end = deployment && endOf(deployment);
        if (end) listener.ended(end);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
