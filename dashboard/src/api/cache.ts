/** How answers are kept: everything with an id once, lists of deployments as one list that grows from both ends. */
import { InMemoryCache, type FieldPolicy, type Reference } from '@apollo/client/cache';

interface StoredConnection {
  nodes: Reference[];
  pageInfo: { endCursor?: string | null; hasNextPage: boolean };
}

const byNewest = (one: Reference, other: Reference): number => (one.__ref < other.__ref ? 1 : -1);

/**
 * Joins a page with what is known. Ids are ULIDs, so their order is the order of time. A first page that does not touch what
 * is known replaces it: between the two there may be more.
 */
export const mergeDeployments = (
  existing: StoredConnection | undefined,
  incoming: StoredConnection,
  after: string | null | undefined,
): StoredConnection => {
  if (!existing) return incoming;
  const known = new Set(existing.nodes.map((node) => node.__ref));
  const touches = incoming.nodes.some((node) => known.has(node.__ref));
  if (!after && !touches) return incoming;
  const added = incoming.nodes.filter((node) => !known.has(node.__ref));
  const nodes = [...existing.nodes, ...added].sort(byNewest);
  const reachesFarther = nodes.at(-1)?.__ref === incoming.nodes.at(-1)?.__ref;
  return { ...incoming, nodes, pageInfo: after || reachesFarther ? incoming.pageInfo : existing.pageInfo };
};

const deployments: FieldPolicy<StoredConnection> = {
  keyArgs: ['first'],
  merge: (existing, incoming, { args }) =>
    mergeDeployments(existing, incoming, args?.['after'] as string | null | undefined),
};

const replaced: FieldPolicy<unknown> = { merge: false };

/** Fields of an environment that are whole each time they come. */
const whole = { variables: replaced, approval: replaced, hold: replaced, target: replaced };

export const createCache = (): InMemoryCache =>
  new InMemoryCache({
    typePolicies: {
      App: { fields: { deployments, environments: replaced } },
      Environment: { fields: { deployments, ...whole, settings: { merge: true } } },
      Deployment: {
        fields: {
          steps: replaced,
          outputs: replaced,
          commit: replaced,
          approval: replaced,
          logMissing: replaced,
        },
      },
      // A summary is what its environment remembers, not the deployment: two environments may remember different moments.
      DeploymentSummary: { keyFields: false },
      Variable: { keyFields: ['environmentId', 'name'] },
      Viewer: { keyFields: [] },
    },
  });
