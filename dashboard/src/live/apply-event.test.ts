import { describe, expect, it } from 'vitest';
import { createCache } from '../api/cache';
import { appQuery } from '../app/app-query';
import type { LiveDeploymentFragment, LiveEnvironmentFragment } from '../gql/graphql';
import { deployment, environment, typed } from '../testing/fixtures';
import { applyDeployment, applyEnvironment } from './apply-event';

const setUp = (...deployments: LiveDeploymentFragment[]) => {
  const cache = createCache();
  const variables = { name: 'storefront' };
  cache.writeQuery({
    query: appQuery,
    variables,
    data: typed('Query', {
      appByName: typed('App', {
        id: 'app_1',
        name: 'storefront',
        repository: '/r',
        hasRepositoryToken: false,
        directory: '.',
        defaultBranch: 'main',
        framework: 'SST' as const,
        environments: [environment()],
        deployments: typed('DeploymentConnection', {
          nodes: deployments,
          pageInfo: typed('PageInfo', { endCursor: null, hasNextPage: false }),
        }),
      }),
    }),
  });
  return { cache, read: () => cache.readQuery({ query: appQuery, variables })?.appByName };
};

describe('a live event', () => {
  it('changes the deployment that every page shows', () => {
    const { cache, read } = setUp(deployment());
    expect(applyDeployment(cache, deployment({ status: 'SUCCEEDED' }))).toBe(true);
    expect(read()?.deployments.nodes.map((node) => node.status)).toEqual(['SUCCEEDED']);
  });

  it('puts a new deployment on top of the list, once', () => {
    const { cache, read } = setUp(deployment({ id: 'dep_1' }));
    const fresh = deployment({ id: 'dep_2', status: 'STARTING' });
    applyDeployment(cache, fresh);
    applyDeployment(cache, fresh);
    expect(read()?.deployments.nodes.map((node) => node.id)).toEqual(['dep_2', 'dep_1']);
  });

  it('never makes an ended deployment run again', () => {
    const { cache, read } = setUp(deployment({ status: 'FAILED' }));
    expect(applyDeployment(cache, deployment({ status: 'RUNNING' }))).toBe(true);
    expect(read()?.deployments.nodes[0]?.status).toBe('FAILED');
  });

  it('is refused when it is incomplete, and changes nothing', () => {
    const { cache, read } = setUp(deployment());
    const before = JSON.stringify(read());
    const hollow = { id: 'env_1', name: 'development' } as LiveEnvironmentFragment;
    expect(applyEnvironment(cache, hollow)).toBe(false);
    expect(applyDeployment(cache, null)).toBe(false);
    expect(JSON.stringify(read())).toBe(before);
  });

  it('is refused for an environment that the page does not know, so that it reads the list again', () => {
    const { cache } = setUp();
    expect(applyEnvironment(cache, environment({ id: 'env_new' }))).toBe(false);
  });

  it('changes the environment unless a newer one is known', () => {
    const { cache, read } = setUp();
    applyEnvironment(cache, environment({ fence: 3, branch: 'next' }));
    applyEnvironment(cache, environment({ fence: 2, branch: 'old' }));
    expect(read()?.environments[0]?.branch).toBe('next');
  });
});
