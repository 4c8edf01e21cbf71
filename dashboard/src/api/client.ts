/** Apollo over HTTP for queries and mutations, over Amplify for subscriptions. */
import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import type { Connection } from '../live/connection';
import type { DashboardConfig } from '../session/config';
import { createAuthLink, type TokenSource } from './auth-link';
import { createCache } from './cache';
import { createSubscriptionLink } from './subscription-link';

const isSubscription = ({ operationType }: ApolloLink.Operation): boolean =>
  operationType === OperationTypeNode.SUBSCRIPTION;

export const createClient = (
  config: DashboardConfig,
  session: TokenSource,
  connection: Connection,
): ApolloClient => {
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => (await import('./amplify')).connect(config, session, connection);
  return new ApolloClient({
    cache: createCache(),
    link: ApolloLink.split(
      isSubscription,
      createSubscriptionLink(() => (loading ??= load()), session),
      createAuthLink(session).concat(new HttpLink({ uri: config.graphqlUrl, credentials: 'omit' })),
    ),
    defaultOptions: {
      watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' },
    },
    devtools: { enabled: false },
  });
};
