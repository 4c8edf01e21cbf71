/** Keeps every page current: events go into the cache; what events may have missed is read again. */
import type { ApolloClient } from '@apollo/client';
import { applyDeployment, applyEnvironment } from './apply-event';
import type { Connection } from './connection';
import { onApp, onDeployment, onEnvironment } from './fragments';

/** Reads of many hints that come together are one read. */
const GATHER_MS = 60;

/** Starts to listen; the answer stops it. */
export const startLiveUpdates = (client: ApolloClient, connection: Connection): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readAgain = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void client.refetchQueries({ include: 'active' }).catch(() => undefined);
    }, GATHER_MS);
  };
  const heard = (complete: boolean): void => {
    connection.heard();
    if (!complete) readAgain();
  };
  const common = { fetchPolicy: 'no-cache', errorPolicy: 'all' } as const;
  const subscriptions = [
    client
      .subscribe({ query: onDeployment, ...common })
      .subscribe(({ data }) => heard(applyDeployment(client.cache, data?.onDeployment))),
    client
      .subscribe({ query: onEnvironment, ...common })
      .subscribe(({ data }) => heard(applyEnvironment(client.cache, data?.onEnvironment))),
    client.subscribe({ query: onApp, ...common }).subscribe(() => heard(false)),
  ];
  // Between a page's first read, or a lost socket, and the confirmation, events may have been missed.
  const forget = connection.onAcknowledged((operation) => {
    if (operation !== 'OnLogs') readAgain();
  });
  return () => {
    clearTimeout(timer);
    forget();
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
};
