import { use, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApolloClient } from '@apollo/client/react';
import type { ApolloClient } from '@apollo/client';
import { systemClock } from '../../../log-client/clock';
import { LogFeed, type FeedPace, type FeedState } from '../../../log-client/log-feed';
import { createSha256 } from '../../../log-client/sha256';
import type { LogSource } from '../../../log-client/source';
import type { Connection } from '../live/connection';
import { ConnectionContext } from '../live/LiveBanner';
import { readLogHash } from './log-hash-query';
import { onLogs } from './log-query';
import { readPageOf } from './read-page';

/** Hidden pages get no frames; their log goes on at this pace. */
const HIDDEN_FRAME_MS = 200;

const pace: FeedPace = {
  clock: systemClock,
  createHash: createSha256,
  nextFrame: (run) => {
    if (document.hidden) {
      const timer = setTimeout(run, HIDDEN_FRAME_MS);
      return () => clearTimeout(timer);
    }
    const frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
  },
};

const sourceOf = (
  client: ApolloClient,
  connection: Connection,
  deploymentId: string,
): Pick<LogSource, 'read' | 'listen'> => ({
  read: readPageOf(client, deploymentId),
  listen: (listener) => {
    const subscription = client
      .subscribe({ query: onLogs, variables: { deploymentId }, fetchPolicy: 'no-cache', errorPolicy: 'all' })
      .subscribe(({ data }) => {
        connection.heard();
        // An event without its chunks says only that there are some.
        if (!data?.onLogs) listener.confirmed();
        else if (data.onLogs.deploymentId === deploymentId) listener.chunks(data.onLogs.chunks);
      });
    const forget = [
      connection.onAcknowledged((operation) => {
        if (operation === 'OnLogs') listener.confirmed();
      }),
      connection.subscribe(() => {
        if (connection.getState().status === 'paused') listener.cut();
      }),
    ];
    return () => {
      subscription.unsubscribe();
      for (const stop of forget) stop();
    };
  },
});

/** The log of a deployment, kept whole, and checked against the builder's hash once it has ended. */
export const useLogFeed = (deploymentId: string, ended: boolean, logLines: number | null): FeedState => {
  const client = useApolloClient();
  const connection = use(ConnectionContext);
  const feed = useMemo(
    () => new LogFeed(sourceOf(client, connection, deploymentId), pace),
    [client, connection, deploymentId],
  );
  useEffect(() => feed.start(), [feed]);
  useEffect(() => {
    if (!ended) return;
    feed.end({ lines: logLines, hash: null });
    if (logLines === null) return;
    // Without its hash a log is shown as well; it is only not checked.
    readLogHash(client, deploymentId)
      .then((hash) => feed.end({ lines: logLines, hash }))
      .catch(() => undefined);
  }, [client, deploymentId, feed, ended, logLines]);
  return useSyncExternalStore(feed.subscribe, feed.getState);
};
