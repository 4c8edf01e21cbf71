/** Puts an event into the cache, or says that it cannot be trusted and the page must read again. */
import type { ApolloCache, Reference } from '@apollo/client/cache';
import { isTerminal } from '../../../core/states';
import type { LiveDeploymentFragment, LiveEnvironmentFragment } from '../gql/graphql';
import { liveDeployment, liveEnvironment } from './fragments';

/** An event's payload: complete, or a hint with nulls where the sender did not select. */
type Event<T> = T | null | undefined;

const hasAll = (event: object, keys: readonly string[]): boolean =>
  keys.every((key) => (event as Record<string, unknown>)[key] != null);

const newOnTop = (cache: ApolloCache, deployment: LiveDeploymentFragment): void => {
  for (const id of [`App:${deployment.appId}`, `Environment:${deployment.environmentId}`]) {
    cache.modify({
      id,
      fields: {
        deployments: (existing: { nodes?: readonly Reference[] } | Reference, { toReference, readField }) => {
          if (!('nodes' in existing) || !existing.nodes) return existing;
          if (existing.nodes.some((node) => readField('id', node) === deployment.id)) return existing;
          const added = toReference({ __typename: 'Deployment', id: deployment.id });
          return added ? { ...existing, nodes: [added, ...existing.nodes] } : existing;
        },
      },
    });
  }
};

/** Applies an `onDeployment` event; false when it is incomplete. */
export const applyDeployment = (cache: ApolloCache, event: Event<LiveDeploymentFragment>): boolean => {
  if (!event || !hasAll(event, ['id', 'appId', 'environmentId', 'status', 'kind', 'steps', 'createdAt']))
    return false;
  const id = `Deployment:${event.id}`;
  const known = cache.readFragment({ id, fragment: liveDeployment, fragmentName: 'LiveDeployment' });
  // Events may overtake each other: what has ended never runs again.
  if (known && isTerminal(known.status) && !isTerminal(event.status)) return true;
  cache.writeFragment({ id, fragment: liveDeployment, fragmentName: 'LiveDeployment', data: event });
  if (!known) newOnTop(cache, event);
  return true;
};

/** Applies an `onEnvironment` event; false when it is incomplete or of an environment that the page does not know. */
export const applyEnvironment = (cache: ApolloCache, event: Event<LiveEnvironmentFragment>): boolean => {
  if (!event || !hasAll(event, ['id', 'appId', 'name', 'position', 'fence', 'updatedAt'])) return false;
  const id = `Environment:${event.id}`;
  const known = cache.readFragment({ id, fragment: liveEnvironment, fragmentName: 'LiveEnvironment' });
  if (!known) return false;
  if (known.fence > event.fence) return true;
  cache.writeFragment({ id, fragment: liveEnvironment, fragmentName: 'LiveEnvironment', data: event });
  return true;
};
