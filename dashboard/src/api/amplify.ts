/** Amplify, set up for this installation's API. A module of its own, so that it stays out of the first load. */
// The core's own `Amplify`: the one of `aws-amplify` adds Cognito's providers, a fifth of its size, which nothing here uses.
import { Amplify, Hub } from '@aws-amplify/core';
import { generateClient } from 'aws-amplify/api';
import type { ApolloLink } from '@apollo/client/link';
import { Observable } from 'rxjs';
import type { DashboardConfig } from '../session/config';
import type { Connection } from '../live/connection';
import type { TokenSource } from './auth-link';
import type { Realtime } from './subscription-link';

/**
 * Amplify turns `https://` and `http://` into `wss://`, which a host on loopback does not speak. A scheme in capitals passes
 * it by, and the browser's WebSocket reads it as `ws://`.
 */
export const endpointFor = (graphqlUrl: string): string => graphqlUrl.replace(/^http:/, 'HTTP:');

interface HubData {
  connectionState?: string;
  query?: string;
}

const operationName = (query: string | undefined): string =>
  /subscription\s+(\w+)/.exec(query ?? '')?.[1] ?? '';

/** Follows Amplify's own reports of its socket. */
const watchConnection = (connection: Connection): void => {
  Hub.listen('api', ({ payload }) => {
    const data = payload.data as HubData | undefined;
    if (data?.connectionState) connection.changed(data.connectionState === 'Connected');
    if (payload.event === 'Subscription ack') connection.acknowledged(operationName(data?.query));
  });
};

export const connect = (config: DashboardConfig, session: TokenSource, connection: Connection): Realtime => {
  Amplify.configure({
    API: {
      GraphQL: {
        endpoint: endpointFor(config.graphqlUrl),
        region: config.region,
        defaultAuthMode: 'lambda',
      },
    },
  });
  watchConnection(connection);
  const client = generateClient();
  // A function, because Amplify asks again for each connection: a token that was given once would be stale by then.
  const headers = async () => ({ Authorization: await session.token() });
  return {
    subscribe: (query, variables) =>
      new Observable((observer) => {
        const source = client.graphql({ query, variables, authMode: 'lambda' }, headers);
        if (!('subscribe' in source)) {
          observer.error(new Error('Amplify took this document for a query.'));
          return;
        }
        const running = source.subscribe({
          next: (value) => observer.next(value as ApolloLink.Result),
          error: (thrown: unknown) => observer.error(thrown),
          complete: () => observer.complete(),
        });
        return () => running.unsubscribe();
      }),
  };
};
