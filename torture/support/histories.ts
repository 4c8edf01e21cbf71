/** What a host says of its environments: everything that ever ran in them. */
import type { Deployment, DeploymentConnection, Environment } from '../../generated/schema';
import type { Api } from '../../e2e/support/api';

const fields = `id kind status fence reason startedAt finishedAt logLines logHash logMissing { from to }`;
const info = `pageInfo { endCursor hasNextPage }`;
const appsPage = `query ($after: String) { apps(first: 20, after: $after) { nodes { name environments {
  id name active { id } queued { id } live { id } } } ${info} } }`;
const deploymentsPage = `query ($id: ID!, $after: String) { environment(id: $id) {
  deployments(first: 100, after: $after) { nodes { ${fields} } ${info} } } }`;

/** A deployment, as far as invariants look at it. */
export type Past = Pick<
  Deployment,
  | 'id'
  | 'kind'
  | 'status'
  | 'fence'
  | 'reason'
  | 'startedAt'
  | 'finishedAt'
  | 'logLines'
  | 'logHash'
  | 'logMissing'
>;

/** An environment with everything that ever ran in it. */
export interface History {
  /** App and environment. */
  name: string;
  active: string | null;
  queued: string | null;
  live: string | null;
  deployments: Past[];
}

interface Page<T> {
  nodes: T[];
  pageInfo: DeploymentConnection['pageInfo'];
}

/** Reads page after page. */
const readAll = async <T>(read: (after: string | null) => Promise<Page<T>>): Promise<T[]> => {
  const found: T[] = [];
  let after: string | null | undefined = null;
  do {
    const { nodes, pageInfo }: Page<T> = await read(after);
    found.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (typeof after === 'string');
  return found;
};

/** The deployments of an environment, newest first. */
export const deploymentsOf = (api: Api, environmentId: string): Promise<Past[]> =>
  readAll(async (after) => {
    const { environment } = await api.send<{ environment: { deployments: Page<Past> } }>(deploymentsPage, {
      id: environmentId,
      after,
    });
    return environment.deployments;
  });

/** Every environment of a host. */
export const historiesOf = async (api: Api): Promise<History[]> => {
  const apps = await readAll(
    async (after) =>
      (await api.send<{ apps: Page<{ name: string; environments: Environment[] }> }>(appsPage, { after }))
        .apps,
  );
  const environments = apps.flatMap((app) =>
    app.environments.map(({ id, name, active, queued, live }) => ({
      id,
      name: `${app.name}/${name}`,
      active: active?.id ?? null,
      queued: queued?.id ?? null,
      live: live?.id ?? null,
    })),
  );
  return Promise.all(
    environments.map(async ({ id, ...known }) => ({ ...known, deployments: await deploymentsOf(api, id) })),
  );
};
