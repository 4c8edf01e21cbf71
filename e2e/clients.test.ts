/** The clients that AWS publishes for AppSync, unmodified, against a Trellis that is killed and comes back. */
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { RetryLink } from '@apollo/client/link/retry';
import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { AUTH_TYPE, createAuthLink } from 'aws-appsync-auth-link';
import { createSubscriptionHandshakeLink } from 'aws-appsync-subscription-link';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { useGates } from './support/scripts';
import { useTrellis, type Target } from './support/trellis';
import { until } from './support/until';

const trellis = useTrellis();
const gates = useGates();
const subscription = `subscription ($id: ID) { onDeployment(environmentId: $id) { id status } }`;

interface Event {
  onDeployment: { id: string; status: string } | null;
}
type Subscribe = (environmentId: string, next: (event: Event) => void) => () => void;

const globals = globalThis as { WebSocket?: unknown };
const native = globals.WebSocket;
beforeAll(() => {
  globals.WebSocket = WebSocket;
});
afterAll(() => {
  globals.WebSocket = native;
});

const throughAmplify: Subscribe = (environmentId, next) => {
  // Amplify turns http:// into wss://; in capitals the scheme passes it by, and means the same.
  const endpoint = `${trellis.host.url}/graphql`.replace('http:', 'HTTP:');
  Amplify.configure({ API: { GraphQL: { endpoint, region: 'us-east-1', defaultAuthMode: 'lambda' } } });
  const options = { query: subscription, variables: { id: environmentId }, authMode: 'lambda' as const };
  const events = generateClient().graphql({ ...options, authToken: trellis.host.token });
  if (!('subscribe' in events)) throw new Error('Amplify took the subscription for a query');
  const running = events.subscribe({ next: ({ data }: { data: unknown }) => next(data as Event) });
  return () => running.unsubscribe();
};

const throughApollo: Subscribe = (environmentId, next) => {
  const url = `${trellis.host.url}/graphql`;
  const auth = { type: AUTH_TYPE.AWS_LAMBDA, token: trellis.host.token } as const;
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      // A link reports that its connection is lost; Apollo's own way to go on is to ask again.
      new RetryLink({ attempts: { max: Number.POSITIVE_INFINITY }, delay: { initial: 100, max: 500 } }),
      createAuthLink({ url, region: 'us-east-1', auth }),
      createSubscriptionHandshakeLink({ url, region: 'us-east-1', auth }, new HttpLink({ uri: url })),
    ]),
  });
  const running = client
    .subscribe<Event>({ query: gql(subscription), variables: { id: environmentId } })
    .subscribe({ next: ({ data }) => data && next(data) });
  return () => {
    running.unsubscribe();
    client.stop();
  };
};

/** These clients do not say when a subscription stands: deployments are started until one of them is heard of. */
const startUntilHeard = async (target: Target, heard: Event[]): Promise<string> =>
  until(
    async () => {
      const { id } = await target.run('deploy');
      return heard.some(({ onDeployment }) => onDeployment?.id === id) ? id : undefined;
    },
    { what: 'a deployment that the client hears of', deadlineMs: 60_000 },
  );

describe.each([
  ['Amplify', throughAmplify],
  ["Apollo with AWS's links", throughApollo],
])('%s', (name, subscribe) => {
  it('subscribes, hears of every deployment to its end, and again after Trellis was killed and restarted', async () => {
    const app = await gates.givenApp(trellis, name.slice(0, 6).toLowerCase());
    await gates.open();
    const target = app.in('development');
    const heard: Event[] = [];
    const stop = subscribe(target.id, (event) => heard.push(event));
    const last = (id: string): string | undefined =>
      heard.filter(({ onDeployment }) => onDeployment?.id === id).at(-1)?.onDeployment?.status;
    const succeeded = (id: string): Promise<unknown> =>
      until(() => (last(id) === 'SUCCEEDED' ? true : undefined), {
        what: 'the last event',
        instead: () => heard,
      });

    await succeeded(await startUntilHeard(target, heard));
    expect(heard.every(({ onDeployment }) => onDeployment !== null)).toBe(true);

    await trellis.host.kill9();
    await trellis.host.begin();

    await succeeded(await startUntilHeard(target, heard));
    stop();
  });
});
