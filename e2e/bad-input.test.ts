/** Whatever is sent, the answer says what is wrong and what to do, nothing changes, and the host goes on. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../core/errors';
import { refusal } from './support/api';
import { Repository } from './support/repository';
import { useTrellis, type AppUnderTest } from './support/trellis';

const trellis = useTrellis();
let app: AppUnderTest;
let before: unknown;

const snapshot = (): Promise<unknown> =>
  trellis.api.send(`{ apps { nodes { id name repository environments {
    id name branch automatic protected fence active { id } live { id } variables { name value }
    settings { tests installCommand testCommand deployCommand removeCommand outputsFile timeoutSeconds }
    deployments { nodes { id status } } } } } }`);

beforeAll(async () => {
  app = await trellis.givenExample('steady');
  await app.in('development').run('deploy');
  await app.in('development').isFree();
  before = await snapshot();
});
afterEach(async () => {
  const [expected, found] = [before, await snapshot()];
  before = found;
  expect(found).toEqual(expected);
});

/** The refusal must be one of the catalogue, with words for people. */
const expectRefusal = async (call: Promise<unknown>, code?: string): Promise<void> => {
  const error = await refusal(call);
  if (code !== undefined) expect(error.code).toBe(code);
  expect(Object.keys(catalogue)).toContain(error.code);
  expect(error.code).not.toBe('internal.unexpected');
  expect(error.nextStep).not.toBe('');
  expect(error.message).not.toMatch(/\bat .*:\d+:\d+|undefined|\[object|[{}]/);
};

const send = (field: string, type: string, input: Record<string, unknown>): Promise<unknown> =>
  trellis.api.send(`mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`, { input });
const createApp = (input: Record<string, unknown>): Promise<unknown> =>
  send('createApp', 'CreateAppInput', input);

const strangeNames = {
  'an empty name': '',
  'a blank name': '   ',
  'a name with spaces': 'my app',
  'a name with shell characters': 'a; rm -rf $HOME && `id`',
  'a name with a path': '../../etc',
  'an emoji': '🚀',
  'a name with a line break': 'a\nb',
  'a name with a zero byte': 'a\u0000b',
  'a name with upper-case letters': 'App',
  'a name of 10,000 characters': 'a'.repeat(10_000),
};

describe('names', () => {
  it.each(Object.entries(strangeNames))(
    '%s is refused for an app, an environment and a variable',
    async (what, name) => {
      const repository = app.repository.path;
      await expectRefusal(createApp({ name, repository }));
      await expectRefusal(send('createEnvironment', 'CreateEnvironmentInput', { appId: app.app.id, name }));
      await expectRefusal(send('updateApp', 'UpdateAppInput', { id: app.app.id, name }));
      if (what.includes('upper-case')) return;
      const { id } = app.in('development');
      await expectRefusal(
        send('setVariable', 'SetVariableInput', { environmentId: id, name: `${name} `, value: 'x' }),
      );
    },
  );

  it('two apps, or two environments of an app, cannot have the same', async () => {
    await expectRefusal(createApp({ name: 'steady', repository: app.repository.path }), 'app.name_taken');
    const environment = { appId: app.app.id, name: 'development' };
    await expectRefusal(
      send('createEnvironment', 'CreateEnvironmentInput', environment),
      'environment.name_taken',
    );
  });

  it.each(['PATH', 'LD_PRELOAD', 'NODE_OPTIONS', 'TRELLIS_APP', 'GIT_SSH_COMMAND'])(
    'a variable cannot be called %s',
    async (name) => {
      const { id } = app.in('development');
      await expectRefusal(
        send('setVariable', 'SetVariableInput', { environmentId: id, name, value: 'x' }),
        'variable.reserved',
      );
    },
  );
});

describe('repositories', () => {
  it.each([
    ['does not exist', '/nowhere/at/all'],
    ['refuses us', 'http://127.0.0.1:9/acme/shop.git'],
    ['is an option of git', '--upload-pack=touch /tmp/trellis-was-here'],
    ['is a command of git', 'ext::sh -c "touch /tmp/trellis-was-here"'],
    ['is a relative path', './somewhere'],
    ['is empty', ''],
    ['holds a line break', 'https://example.org/a.git\nb'],
    ['has 10,000 characters', `https://example.org/${'a'.repeat(10_000)}`],
  ])('one that %s is refused', async (_, repository) => {
    await expectRefusal(createApp({ name: 'other', repository }));
    await expectRefusal(
      trellis.api.send('query ($r: String!) { inspectRepository(repository: $r) { __typename } }', {
        r: repository,
      }),
    );
  });

  it('one without a commit is refused', async () => {
    const empty = await Repository.create();
    await expectRefusal(createApp({ name: 'other', repository: empty.path }), 'repository.empty');
    await empty.remove();
  });

  it('a directory that is not there, or is outside, is refused', async () => {
    for (const directory of ['nowhere', '../..', '/etc', 'a\u0000']) {
      await expectRefusal(createApp({ name: 'other', repository: app.repository.path, directory }));
    }
  });
});

describe('branches and commits', () => {
  const deploy = (input: Record<string, unknown>): Promise<unknown> =>
    app.in('development').start('deploy', input);

  it('a branch that is gone, or never was one, is refused', async () => {
    await expectRefusal(deploy({ branch: 'gone' }), 'branch.not_found');
    for (const branch of ['', '--help', '../main', 'a b', '$(id)', '🚀', 'a'.repeat(10_000)]) {
      await expectRefusal(deploy({ branch }));
    }
  });

  it('a commit that is no hash is refused', async () => {
    for (const commit of ['', 'HEAD', 'main', 'abc123', '$(id)', 'g'.repeat(40), 'a'.repeat(10_000)]) {
      await expectRefusal(deploy({ commit }), 'commit.invalid');
    }
  });
});

describe('unknown ids', () => {
  const id = 'env_01ARZ3NDEKTSV4RRFFQ69G5FAV';

  it.each([
    ['deploy', 'DeployInput', { environmentId: id }],
    ['promote', 'PromoteInput', { environmentId: id }],
    ['rollback', 'RollbackInput', { environmentId: id }],
    ['teardown', 'TeardownInput', { environmentId: id }],
    ['updateEnvironment', 'UpdateEnvironmentInput', { id }],
    ['setVariable', 'SetVariableInput', { environmentId: id, name: 'A', value: '1' }],
    ['createEnvironment', 'CreateEnvironmentInput', { appId: id, name: 'other' }],
    ['updateApp', 'UpdateAppInput', { id }],
  ])('are refused by %s', async (field, type, input) => {
    await expectRefusal(send(field, type, input));
    await expectRefusal(
      send(field, type, JSON.parse(JSON.stringify(input).replaceAll(id, '')) as typeof input),
    );
  });

  it.each(['deleteApp', 'deleteEnvironment', 'cancelDeployment'])('are refused by %s', async (field) => {
    for (const unknown of [id, '', '🚀', 'x'.repeat(10_000)]) {
      await expectRefusal(
        trellis.api.send(`mutation ($id: ID!) { ${field}(id: $id) { __typename } }`, { id: unknown }),
      );
    }
  });

  it('of an app, environment or deployment read as nothing', async () => {
    const answer = await trellis.api.send(
      `query ($id: ID!) { app(id: $id) { id } environment(id: $id) { id } deployment(id: $id) { id } appByName(name: "nobody") { id } }`,
      { id },
    );
    expect(answer).toEqual({ app: null, environment: null, deployment: null, appByName: null });
  });
});

describe('what is in use', () => {
  it('cannot be deleted, nor promoted or rolled back to when there is nothing', async () => {
    const byId = (field: string, id: string): Promise<unknown> =>
      trellis.api.send(`mutation ($id: ID!) { ${field}(id: $id) { id } }`, { id });
    await expectRefusal(byId('deleteEnvironment', app.in('development').id), 'environment.in_use');
    await expectRefusal(byId('deleteApp', app.app.id), 'app.in_use');
    await expectRefusal(app.in('production').start('promote'), 'promote.nothing_live');
    await expectRefusal(app.in('development').start('promote'), 'promote.no_source');
    await expectRefusal(app.in('development').start('rollback'), 'rollback.nothing_before');
    await expectRefusal(app.in('staging').start('teardown'), 'teardown.nothing_live');
  });

  it('keeps sensible settings', async () => {
    const { id } = app.in('development');
    for (const settings of [
      { timeoutSeconds: 0 },
      { timeoutSeconds: -1 },
      { deployCommand: 'x'.repeat(10_000) },
      { testCommand: 'a\u0000b' },
      { outputsFile: '../../../etc/passwd' },
    ]) {
      await expectRefusal(send('updateEnvironment', 'UpdateEnvironmentInput', { id, settings }));
    }
  });
});

describe('documents', () => {
  const post = (body: string): Promise<Response> =>
    fetch(`${trellis.host.url}/graphql`, {
      method: 'POST',
      body,
      headers: { authorization: trellis.host.token, 'content-type': 'application/json' },
    });

  it.each([
    ['of depth 50', JSON.stringify({ query: '{ a '.repeat(50) + '}'.repeat(50) })],
    ['of 1 MB', JSON.stringify({ query: `{ apps { nodes { id } } } # ${'x'.repeat(1024 * 1024)}` })],
    ['of nothing', ''],
    ['of broken JSON', '{"query":'],
    ['of broken GraphQL', JSON.stringify({ query: '{ apps {' })],
    ['of unknown fields', JSON.stringify({ query: '{ passwords }' })],
    ['of no query', JSON.stringify({ variables: {} })],
  ])('%s are refused with errors', async (_, body) => {
    const response = await post(body);
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toMatch(/\.ts:\d+|node_modules/);
  });

  it('that only builders may send are refused for everyone else', async () => {
    const call = `mutation { claimDeployment(deploymentId: "dep_x", claimToken: "x") { lease } }`;
    expect((await refusal(trellis.api.send(call))).code).toBe('Unauthorized');
  });
});
