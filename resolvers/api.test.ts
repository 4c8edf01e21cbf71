/** The API over HTTP: the resolver files as AWS would be given them, on the real table. */
import { describe, expect, test } from 'vitest';
import { putItem } from '../functions/adapters/dynamo';
import { hashOf } from '../functions/adapters/ids';
import { tokenKey } from '../core/table';
import { makeApp, hash } from '../functions/testing/apps';
import { useInstallation } from '../functions/testing/installation';

const trellis = useInstallation();

const data = async (query: string, variables: object = {}): Promise<Record<string, unknown>> => {
  const answer = await trellis.graphql(query, variables);
  expect(answer.errors).toBeUndefined();
  return answer.data ?? {};
};

const error = async (query: string, variables: object = {}, token?: string) => {
  const answer = await trellis.graphql(query, variables, token);
  const [first] = answer.errors ?? [];
  return { code: first?.errorType, nextStep: first?.errorInfo?.nextStep };
};

const create =
  'mutation($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id name position branch settings { tests timeoutSeconds deployCommand } } }';
const update =
  'mutation($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { id name branch automatic pausedReason updatedAt settings { tests testCommand deployCommand timeoutSeconds } } }';

describe('reading', () => {
  test('unknown ids are null, not errors', async () => {
    expect(
      await data(
        '{ app(id: "x") { id } appByName(name: "x") { id } environment(id: "x") { id } deployment(id: "x") { id } }',
      ),
    ).toEqual({ app: null, appByName: null, environment: null, deployment: null });
  });

  test('an app comes with its environments in the order of the pipeline', async () => {
    const { app } = await makeApp();
    await data(create, { input: { appId: app.id, name: 'preview', position: 1 } });
    expect(await data('{ appByName(name: "shop") { id environments { name } } }')).toEqual({
      appByName: {
        id: app.id,
        environments: ['development', 'preview', 'staging', 'production'].map((name) => ({ name })),
      },
    });
  });

  test('pages cover every app once, in order of name, and the last one says so', async () => {
    for (const name of ['c', 'a', 'e', 'b', 'd']) await makeApp(name);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { apps } = (await data(
        'query($after: String) { apps(first: 2, after: $after) { nodes { name } pageInfo { endCursor hasNextPage } } }',
        { after },
      )) as {
        apps: { nodes: { name: string }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
      };
      seen.push(...apps.nodes.map(({ name }) => name));
      after = apps.pageInfo.endCursor;
      expect(apps.pageInfo.hasNextPage).toBe(after !== null);
    } while (after);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('deployments come newest first, by app and by environment', async () => {
    const { app, development } = await makeApp();
    const ids: string[] = [];
    for (const digit of ['a', 'b', 'c']) {
      const { id } = await trellis.call('deploy', {
        input: { environmentId: development.id, commit: hash(digit) },
      });
      await trellis.run(id);
      ids.unshift(id);
    }
    const page =
      'deployments(first: 2) { nodes { id status steps { name } } pageInfo { hasNextPage endCursor } }';
    const both = await data(
      `{ app(id: "${app.id}") { ${page} } environment(id: "${development.id}") { ${page} } }`,
    );
    const expected = {
      deployments: {
        nodes: ids.slice(0, 2).map((id) => ({ id, status: 'SUCCEEDED', steps: [] })),
        pageInfo: { hasNextPage: true, endCursor: ids[1] },
      },
    };
    expect(both).toEqual({ app: expected, environment: expected });
    const rest = await data(
      `{ app(id: "${app.id}") { deployments(after: "${ids[1]}") { nodes { id } pageInfo { hasNextPage } } } }`,
    );
    expect(rest).toMatchObject({
      app: { deployments: { nodes: [{ id: ids[2] }], pageInfo: { hasNextPage: false } } },
    });
  });

  test.each([
    '{ apps(first: 0) { nodes { id } } }',
    '{ apps(first: 101) { nodes { id } } }',
    '{ logs(deploymentId: "x", limit: 51) { nextSeq } }',
    '{ logs(deploymentId: "x", fromSeq: -1) { nextSeq } }',
  ])('%s is refused with the next step', async (query) => {
    expect(await error(query)).toEqual({
      code: 'input.invalid',
      nextStep: expect.stringContaining('Correct') as string,
    });
  });

  test('the viewer learns who they are', async () => {
    expect(await data('{ viewer { name permissions roles } }')).toMatchObject({
      viewer: {
        name: 'script',
        permissions: expect.arrayContaining(['read', 'deploy']) as unknown,
        roles: ['owner'],
      },
    });
  });
});

describe('an environment', () => {
  test('is added after all others, with the settings that were not given by default', async () => {
    const { app } = await makeApp();
    expect(
      await data(create, { input: { appId: app.id, name: 'qa', settings: { deployCommand: ' make ' } } }),
    ).toMatchObject({
      createEnvironment: {
        position: 3,
        settings: { tests: true, timeoutSeconds: 3600, deployCommand: 'make' },
      },
    });
  });

  test.each([
    ['a name that is taken', { name: 'staging' }, 'environment.name_taken'],
    ['a name with shell characters', { name: 'a;id' }, 'input.invalid'],
    ['an emoji', { name: '🚀' }, 'input.invalid'],
    ['10,000 characters', { name: 'a'.repeat(10_000) }, 'input.invalid'],
    ['a last newline', { name: 'qa\n' }, 'input.invalid'],
    ['an unknown app', { appId: 'app_none' }, 'app.not_found'],
    ['a branch that is an option', { branch: '--x' }, 'input.invalid'],
    ['a place out of range', { position: 1000 }, 'input.invalid'],
    ['a limit of no time', { settings: { timeoutSeconds: 0 } }, 'input.invalid'],
    ['an outputs file outside', { settings: { outputsFile: '../x' } }, 'input.invalid'],
    ['automatic without a branch', { automatic: true }, 'environment.no_branch'],
    [
      'automatic and protected',
      { automatic: true, branch: 'main', protected: true },
      'environment.protected_automatic',
    ],
  ])('with %s is refused', async (_what, more, code) => {
    const { app } = await makeApp();
    expect((await error(create, { input: { appId: app.id, name: 'qa', ...more } })).code).toBe(code);
    const { appByName } = await data('{ appByName(name: "shop") { environments { name } } }');
    expect(appByName).toMatchObject({ environments: { length: 3 } });
  });

  test('keeps what a change leaves out', async () => {
    const { development } = await makeApp();
    await data(update, {
      input: { id: development.id, settings: { deployCommand: 'make', testCommand: 'make test' } },
    });
    expect(
      await data(update, {
        input: { id: development.id, settings: { deployCommand: '', timeoutSeconds: 60 } },
      }),
    ).toMatchObject({
      updateEnvironment: {
        branch: 'main',
        automatic: true,
        settings: { tests: true, testCommand: 'make test', deployCommand: null, timeoutSeconds: 60 },
      },
    });
  });

  test('becomes one for promotions only when its branch is emptied, but not while it is automatic', async () => {
    const { development } = await makeApp();
    expect((await error(update, { input: { id: development.id, branch: '' } })).code).toBe(
      'environment.no_branch',
    );
    expect(await data(update, { input: { id: development.id, branch: '', automatic: false } })).toMatchObject(
      {
        updateEnvironment: { branch: null, automatic: false },
      },
    );
  });

  test('that does not exist cannot be changed', async () => {
    expect((await error(update, { input: { id: 'env_none' } })).code).toBe('environment.not_found');
  });

  test.each([
    ['app', '{ app(id: $id) { id } }', 'id'],
    ['app by name', '{ appByName(name: $id) { id } }', 'name'],
    ['environment', '{ environment(id: $id) { id } }', 'id'],
    ['deployment', '{ deployment(id: $id) { id } }', 'id'],
    ['log', '{ logs(deploymentId: $id) { nextSeq } }', 'deploymentId'],
  ])('an id that is longer than any finds no %s', async (_what, selection, field) => {
    const type = field === 'name' ? 'String!' : 'ID!';
    const answer = await trellis.graphql(`query($id: ${type}) ${selection}`, { id: 'x'.repeat(10_000) });
    expect(answer.errors?.[0]).toMatchObject({
      errorType: 'input.too_large',
      message: `${field} is longer than 100 characters.`,
    });
  });

  test('an id that is longer than any is refused in a short sentence', async () => {
    const id = 'x'.repeat(10_000);
    for (const answer of [
      await trellis.graphql(update, { input: { id } }),
      await trellis.graphql(create, { input: { appId: id, name: 'preview' } }),
    ])
      expect(answer.errors?.[0]?.message).toMatch(/^(?:id|appId) is longer than 100 characters\.$/);
  });

  test('protected, cannot be made automatic', async () => {
    const { production } = await makeApp();
    const input = { id: production.id, automatic: true, branch: 'main' };
    expect((await error(update, { input })).code).toBe('environment.protected_automatic');
  });

  test('that runs something is not disturbed by a change of its settings', async () => {
    const { development } = await makeApp();
    const { id } = await trellis.call('deploy', {
      input: { environmentId: development.id, commit: hash('a') },
    });
    await data(update, { input: { id: development.id, settings: { tests: false } } });
    expect((await trellis.environment(development.id)).active?.id).toBe(id);
    expect((await trellis.run(id)).status).toBe('SUCCEEDED');
  });
});

describe('variables', () => {
  test('a secret is listed without its value', async () => {
    const { development } = await makeApp();
    const set = 'mutation($input: SetVariableInput!) { setVariable(input: $input) { name value secret } }';
    const input = { environmentId: development.id, name: 'API_KEY', value: 's3cr3t', secret: true };
    expect(await data(set, { input })).toEqual({
      setVariable: { name: 'API_KEY', value: null, secret: true },
    });
    await data(set, { input: { ...input, name: 'REGION', value: 'eu', secret: false } });
    const answer = await data(
      `{ environment(id: "${development.id}") { variables { name value secret updatedBy } } }`,
    );
    expect(answer).toEqual({
      environment: {
        variables: [
          { name: 'API_KEY', value: null, secret: true, updatedBy: 'script' },
          { name: 'REGION', value: 'eu', secret: false, updatedBy: 'script' },
        ],
      },
    });
    expect((await error(set, { input: { ...input, name: 'LD_PRELOAD' } })).code).toBe('variable.reserved');
  });
});

describe('without the permission', () => {
  test.each([
    ['nothing can be read', '', '{ apps { nodes { id } } }'],
    ['no app can be found', '', '{ app(id: "x") { id } }'],
    ['no log can be read', '', '{ logs(deploymentId: "x") { nextSeq } }'],
    [
      'no environment can be added',
      'read',
      'mutation { createEnvironment(input: { appId: "x", name: "a" }) { id } }',
    ],
    ['no environment can be changed', 'read', 'mutation { updateEnvironment(input: { id: "x" }) { id } }'],
    ['nothing can be deployed', 'read', 'mutation { deploy(input: { environmentId: "x" }) { id } }'],
    ['nothing can be promoted', 'read,deploy', 'mutation { promote(input: { environmentId: "x" }) { id } }'],
  ])('%s', async (_what, permissions, query) => {
    await putItem({ ...tokenKey(hashOf('trt_x')), id: 'tok_x', name: 'x', permissions, roles: '' });
    expect(await error(query, {}, 'trt_x')).toEqual({
      code: 'auth.forbidden',
      nextStep: expect.stringContaining('permission') as string,
    });
  });
});
