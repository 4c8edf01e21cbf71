/**
 * Subscriptions as an Apollo link. Amplify speaks AppSync's real-time protocol; it is loaded after the first paint. Amplify
 * reconnects a lost socket by itself; what it gives up on is subscribed again here, with a fresh token and a growing wait.
 */
import { ApolloLink } from '@apollo/client/link';
import { print } from 'graphql';
import { defer, from, retry, switchMap, timer, type Observable } from 'rxjs';
import type { TokenSource } from './auth-link';

/** The part of Amplify's module that is used (`amplify.ts`). */
export interface Realtime {
  subscribe(query: string, variables: Record<string, unknown>): Observable<ApolloLink.Result>;
}

const LONGEST_WAIT_MS = 8_000;
const wait = (attempt: number): number => Math.min(LONGEST_WAIT_MS, 500 * 2 ** (attempt - 1));

export const createSubscriptionLink = (realtime: () => Promise<Realtime>, session: TokenSource): ApolloLink =>
  new ApolloLink((operation) =>
    defer(() => from(session.token())).pipe(
      switchMap(realtime),
      switchMap((connection) => connection.subscribe(print(operation.query), operation.variables)),
      retry({ delay: (_error, attempt) => timer(wait(attempt)), resetOnSuccess: true }),
    ),
  );
