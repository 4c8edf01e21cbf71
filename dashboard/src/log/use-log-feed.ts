import { use, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApolloClient } from '@apollo/client/react';
import type { ApolloClient } from '@apollo/client';
import type { Connection } from '../live/connection';
import { ConnectionContext } from '../live/LiveBanner';
import { LogFeed, type FeedState, type LogSource } from './log-feed';
import { logsQuery, onLogs } from './log-query';

/** Hidden pages get no frames; their log goes on at this pace. */
const HIDDEN_FRAME_MS = 200;

const nextFrame = (run: () => void): (() => void) => {
  if (document.hidden) {
    const timer = setTimeout(run, HIDDEN_FRAME_MS);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(run);
  return () => cancelAnimationFrame(frame);
};

const sourceOf = (client: ApolloClient, connection: Connection, deploymentId: string): LogSource => ({
  read: async (fromSeq) => {
    const { data } = await client.query({
      query: logsQuery,
      variables: { deploymentId, fromSeq },
      fetchPolicy: 'no-cache',
    });
    return data?.logs ?? { chunks: [] };
  },
  listen: (onChunks, onConfirmed) => {
    const subscription = client
      .subscribe({ query: onLogs, variables: { deploymentId }, fetchPolicy: 'no-cache', errorPolicy: 'all' })
      .subscribe(({ data }) => {
        connection.heard();
        // An event without its chunks says only that there are some.
        if (!data?.onLogs) onConfirmed();
        else if (data.onLogs.deploymentId === deploymentId) onChunks(data.onLogs.chunks);
      });
    const forget = connection.onAcknowledged((operation) => {
      if (operation === 'OnLogs') onConfirmed();
    });
    return () => {
      subscription.unsubscribe();
      forget();
    };
  },
  nextFrame,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});

/** The log of a deployment, kept whole. */
export const useLogFeed = (deploymentId: string, ended: boolean, logLines: number | null): FeedState => {
  const client = useApolloClient();
  const connection = use(ConnectionContext);
  const feed = useMemo(
    () => new LogFeed(sourceOf(client, connection, deploymentId)),
    [client, connection, deploymentId],
  );
  useEffect(() => feed.start(), [feed]);
  useEffect(() => {
    if (ended) feed.end(logLines);
  }, [feed, ended, logLines]);
  return useSyncExternalStore(feed.subscribe, feed.getState);
};
