/** The whole job with curl and an API token, as a script does it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { Repository } from './support/repository';
import { useTrellis } from './support/trellis';
import { until } from './support/until';

const run = promisify(execFile);
const trellis = useTrellis();

/** What a shell script would write, with the token file that the README names. */
const curl = async (
  query: string,
  variables: object = {},
): Promise<{ data: Record<string, unknown>; errors?: unknown }> => {
  const { stdout } = await run('curl', [
    '--silent',
    `${trellis.host.url}/graphql`,
    '--header',
    `Authorization: ${trellis.host.token}`,
    '--header',
    'Content-Type: application/json',
    '--data',
    JSON.stringify({ query, variables }),
  ]);
  return JSON.parse(stdout) as { data: Record<string, unknown> };
};

const idOf = (value: unknown): string => (value as { id: string }).id;

it('a script connects an app, deploys, promotes, rolls back, reads the log, tears down and forgets it', async () => {
  const repository = await Repository.ofExample();
  const created = await curl(
    `mutation ($input: CreateAppInput!) { createApp(input: $input) { id environments { id name } } }`,
    { input: { name: 'scripted', repository: repository.path } },
  );
  const app = created.data.createApp as { id: string; environments: { id: string; name: string }[] };
  const ids = Object.fromEntries(app.environments.map(({ id, name }) => [name, id]));

  const finish = async (verb: string, environment: string, more: object = {}): Promise<string> => {
    const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
    const input = { environmentId: ids[environment], ...more };
    const { data, errors } = await curl(`mutation ($input: ${type}!) { ${verb}(input: $input) { id } }`, {
      input,
    });
    expect(errors).toBeUndefined();
    const id = idOf(data[verb]);
    await until(
      async () => {
        const answer = await curl(`query ($id: ID!) { deployment(id: $id) { status trigger } }`, { id });
        const { status, trigger } = answer.data.deployment as { status: string; trigger: string };
        expect(trigger).toBe('API');
        expect(status).not.toMatch(/FAILED|TIMED_OUT|CANCELLED/);
        return status === 'SUCCEEDED' ? status : undefined;
      },
      { what: `${verb} to succeed` },
    );
    return id;
  };
  const version = async (environment: string): Promise<string> =>
    (await run('curl', ['--silent', `${trellis.host.sitesUrl}/scripted/${environment}/api/version`])).stdout;

  const first = await finish('deploy', 'development');
  await finish('promote', 'staging');
  await repository.release(2);
  await finish('deploy', 'development');
  await finish('promote', 'staging');
  expect(await version('staging')).toContain('version 2');
  await finish('rollback', 'staging');
  expect(await version('staging')).toContain('version 1');
  const { data } = await curl(`query ($id: ID!) { logs(deploymentId: $id) { chunks { text } } }`, {
    id: first,
  });
  expect(JSON.stringify(data)).toContain('Live at');
  await finish('teardown', 'development');
  await finish('teardown', 'staging');
  const forgotten = await curl(`mutation ($id: ID!) { deleteApp(id: $id) { id } }`, { id: app.id });
  expect(forgotten.errors).toBeUndefined();
  await repository.remove();
});

it('a script without a valid token is told so and gets nothing', async () => {
  for (const header of ['X-Nothing: 1', 'Authorization: wrong', `Authorization: ${trellis.host.token}x`]) {
    const { stdout } = await run('curl', [
      '--silent',
      `${trellis.host.url}/graphql`,
      '--header',
      header,
      '--header',
      'Content-Type: application/json',
      '--data',
      '{"query":"{ apps { nodes { id } } }"}',
    ]);
    expect(stdout).toMatch(/Unauthorized/);
    expect(stdout).not.toContain('nodes');
  }
});
