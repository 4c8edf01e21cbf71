/** AWS accounts of environments: set, checked, and handed to the builder that runs there. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { AppRecord, DeploymentRecord, EnvironmentRecord } from '../core/records';
import { changeDeployment } from './adapters/store/deployments';
import { hash, makeApp } from './testing/apps';
import { userKeys } from './testing/fake-sts';
import { invokeFunction } from './testing/api';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();
const roleArn = 'arn:aws:iam::222222222222:role/trellis-target-shop';
const fields = 'target { kind roleArn externalId region asVariables accessKeyId updatedBy }';

let app: AppRecord;
let development: EnvironmentRecord;

beforeEach(async () => {
  ({ app, development } = await makeApp());
});

interface Answer {
  value: Record<string, unknown>;
  code: string | undefined;
  text: string;
}

const ask = async (query: string, variables: object = {}, token?: string): Promise<Answer> => {
  const { data, errors } = await trellis.graphql(query, variables, token);
  const [field = ''] = Object.keys(data ?? {});
  return {
    value: (data?.[field] ?? {}) as Record<string, unknown>,
    code: errors?.[0]?.errorType,
    text: JSON.stringify({ data, errors }),
  };
};

const set = (input: object): Promise<Answer> =>
  ask(`mutation ($input: SetTargetInput!) { setTarget(input: $input) { id ${fields} } }`, {
    input: { environmentId: development.id, ...input },
  });
const setRole = (more: object = {}): Promise<Answer> => set({ kind: 'ROLE', roleArn, ...more });
const check = (): Promise<Answer> =>
  ask('mutation ($id: ID!) { checkTarget(environmentId: $id) { accountId arn } }', { id: development.id });
const view = async (): Promise<Record<string, unknown>> => {
  const { value } = await ask(`query ($id: ID!) { environment(id: $id) { ${fields} } }`, {
    id: development.id,
  });
  return value.target as Record<string, unknown>;
};
const trusted = async (more: object = {}): Promise<void> => {
  trellis.sts.roles.set(roleArn, { externalId: String((await view()).externalId), ...more });
};
const kept = (): string[] => [...trellis.aws.secrets.keys()].filter((name) => name.includes('/target-'));

const credentialsFor = (deploymentId: string, lease: string): Promise<unknown> =>
  invokeFunction('targetAccess', {
    field: 'Mutation.targetCredentials',
    args: { deploymentId, lease },
    identity: { userArn: 'arn:aws:iam::111111111111:role/trellis-builder' },
  });
const refusedWith = (code: string) => ({ error: expect.objectContaining({ code }) as unknown });

const start = async (): Promise<{ id: string; lease: string; job: Record<string, unknown> }> => {
  const { id } = await trellis.call<DeploymentRecord>('deploy', {
    input: { environmentId: development.id, commit: hash('a'), force: true },
  });
  const job = await trellis.claim(id);
  return { id, lease: job.lease, job };
};

describe('setting an account', () => {
  test('keeps a role, shows it, and takes it away again', async () => {
    const { value } = await setRole({ region: 'eu-central-1', asVariables: true });
    expect(value.target).toMatchObject({
      kind: 'ROLE',
      roleArn,
      region: 'eu-central-1',
      asVariables: true,
      updatedBy: 'script',
    });
    await set({ kind: 'NONE' });
    expect(await view()).toMatchObject({ kind: 'NONE', roleArn: null, region: null, updatedBy: null });
  });

  test('keeps the secret of access keys in the secret store, and shows four characters of the id', async () => {
    const answer = await set({ kind: 'KEYS', ...userKeys });
    expect(answer.value.target).toMatchObject({ kind: 'KEYS', accessKeyId: 'WXYZ' });
    expect(answer.text).not.toContain(userKeys.secretAccessKey);
    expect(answer.text).not.toContain(userKeys.accessKeyId);
    const item = JSON.stringify(await trellis.environment(development.id));
    expect(item).not.toContain(userKeys.secretAccessKey);
    expect(item).not.toContain(userKeys.accessKeyId);
    expect(kept().map((name) => JSON.parse(trellis.aws.secrets.get(name) ?? '') as unknown)).toEqual([
      userKeys,
    ]);
  });

  test('forgets access keys when a role, other keys or nothing takes their place', async () => {
    await set({ kind: 'KEYS', ...userKeys });
    await set({ kind: 'KEYS', ...userKeys, accessKeyId: 'AKIAEXAMPLEUSER2ABCD' });
    expect(kept()).toHaveLength(1);
    await setRole();
    expect(kept()).toEqual([]);
    await set({ kind: 'KEYS', ...userKeys });
    await set({ kind: 'NONE' });
    expect(kept()).toEqual([]);
  });

  test('changes the region alone and leaves the kept keys', async () => {
    await set({ kind: 'KEYS', ...userKeys });
    const [name] = kept();
    expect((await set({ kind: 'KEYS', region: 'eu-west-1' })).value.target).toMatchObject({
      accessKeyId: 'WXYZ',
      region: 'eu-west-1',
    });
    expect(kept()).toEqual([name]);
  });

  test('asks for keys where none are kept', async () => {
    await setRole();
    expect((await set({ kind: 'KEYS', region: 'eu-west-1' })).code).toBe('target.no_keys');
    expect(await view()).toMatchObject({ kind: 'ROLE' });
  });

  test('of many at once leaves one, whole: the keys that are named are kept, and no others', async () => {
    const ids = ['AAAA', 'BBBB', 'CCCC', 'DDDD', 'EEEE', 'FFFF'];
    const answers = await Promise.all(
      ids.map((end) => set({ kind: 'KEYS', ...userKeys, accessKeyId: `AKIAEXAMPLEUSER1${end}` })),
    );
    const codes = answers.map(({ code }) => code);
    expect(codes.filter((code) => code === undefined).length).toBeGreaterThan(0);
    expect(codes.filter((code) => code !== undefined && code !== 'environment.changed')).toEqual([]);
    const [name, ...others] = kept();
    expect(others).toEqual([]);
    const stored = JSON.parse(trellis.aws.secrets.get(name ?? '') ?? '{}') as { accessKeyId?: string };
    expect(stored.accessKeyId?.slice(-4)).toBe((await view()).accessKeyId);
  });

  test('is refused to who may not configure, and nobody but Trellis gets credentials', async () => {
    const args = { input: { environmentId: development.id, kind: 'NONE' } };
    await expect(trellis.call('setTarget', args, 'read,deploy')).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    const query = 'mutation { targetCredentials(deploymentId: "dep_1", lease: "x") { secretAccessKey } }';
    expect((await ask(query)).code).toBe('Unauthorized');
  });

  test('tells an environment that is not there', async () => {
    expect((await set({ environmentId: 'env_none', kind: 'NONE' })).code).toBe('environment.not_found');
  });

  test('goes with the environment, keys and all', async () => {
    await set({ kind: 'KEYS', ...userKeys });
    await trellis.call('deleteEnvironment', { id: development.id });
    expect(kept()).toEqual([]);
  });

  test('goes with the app, keys and all', async () => {
    await set({ kind: 'KEYS', ...userKeys });
    await trellis.call('deleteApp', { id: app.id });
    expect(kept()).toEqual([]);
  });

  test('makes the same commit another deployment: what is live in one account is not in the next', async () => {
    const first = await trellis.call<DeploymentRecord>('deploy', {
      input: { environmentId: development.id, commit: hash('a') },
    });
    await trellis.run(first.id);
    const again = () =>
      trellis.call<DeploymentRecord>('deploy', {
        input: { environmentId: development.id, commit: hash('a') },
      });
    expect((await again()).status).toBe('SKIPPED');
    await setRole();
    expect((await again()).status).toBe('STARTING');
  });
});

describe('a check', () => {
  test('assumes the role and says which account that is', async () => {
    await setRole();
    await trusted();
    expect((await check()).value).toEqual({
      accountId: '222222222222',
      arn: 'arn:aws:sts::222222222222:assumed-role/trellis-target-shop/trellis-check',
    });
  });

  test.each([
    ['there is no such role', () => Promise.resolve()],
    ['the role asks for another external id', () => trusted({ externalId: 'of somebody else' })],
  ])('says so when %s', async (_, prepare) => {
    await setRole();
    await prepare();
    expect((await check()).code).toBe('target.role_refused');
  });

  test('asks whose access keys they are', async () => {
    await set({ kind: 'KEYS', ...userKeys });
    const arn = 'arn:aws:iam::333333333333:user/deployer';
    trellis.sts.principals.set(userKeys.accessKeyId, { secretAccessKey: userKeys.secretAccessKey, arn });
    expect((await check()).value).toEqual({ accountId: '333333333333', arn });
  });

  test('says so when access keys are unknown, or their secret is another', async () => {
    await set({ kind: 'KEYS', ...userKeys });
    expect((await check()).code).toBe('target.keys_refused');
    trellis.sts.principals.set(userKeys.accessKeyId, {
      secretAccessKey: 'another',
      arn: 'arn:aws:iam::3:user/x',
    });
    const answer = await check();
    expect(answer.code).toBe('target.keys_refused');
    expect(answer.text).not.toContain(userKeys.secretAccessKey);
  });

  test('says so when Trellis itself has no valid credentials', async () => {
    await setRole();
    trellis.sts.failure = { type: 'ExpiredToken', message: 'The token has expired.', status: 403 };
    expect((await check()).code).toBe('target.own_credentials');
  });

  test('says that there is nothing to check', async () => {
    expect((await check()).code).toBe('target.none');
  });

  test('names whom a role must trust', async () => {
    expect((await ask('{ targetPrincipal { accountId arn } }')).value).toEqual({
      accountId: '111111111111',
      arn: 'arn:aws:iam::111111111111:role/trellis-target',
    });
  });
});

describe('credentials for a builder', () => {
  test('are an hour of the role, with its deployment, app and environment in the trail', async () => {
    await setRole({ region: 'eu-central-1' });
    await trusted();
    const { id, lease, job } = await start();
    expect(job.target).toEqual({ region: 'eu-central-1', asVariables: false });
    const answer = await credentialsFor(id, lease);
    expect(answer).toEqual({
      data: {
        deploymentId: id,
        accessKeyId: expect.stringMatching(/^ASIA/) as string,
        secretAccessKey: expect.any(String) as string,
        sessionToken: expect.any(String) as string,
        expiration: expect.any(String) as string,
      },
    });
    const form = trellis.sts.calls.at(-1)?.form;
    expect(form?.get('RoleSessionName')).toBe(id);
    expect(form?.get('DurationSeconds')).toBe('3600');
    expect([form?.get('Tags.member.1.Value'), form?.get('Tags.member.2.Value')]).toEqual([
      'shop',
      'development',
    ]);
  });

  test('come without tags from a role that takes none', async () => {
    await setRole();
    await trusted({ takesTags: false });
    const { id, lease } = await start();
    expect(await credentialsFor(id, lease)).toHaveProperty('data.accessKeyId');
    expect(trellis.sts.calls.map(({ form }) => form.has('Tags.member.1.Key'))).toEqual([true, false]);
  });

  test('are the kept access keys, which do not end', async () => {
    await set({ kind: 'KEYS', ...userKeys });
    const { id, lease, job } = await start();
    expect(job.target).toEqual({ region: null, asVariables: true });
    expect(JSON.stringify(job)).not.toContain(userKeys.secretAccessKey);
    expect(await credentialsFor(id, lease)).toEqual({
      data: { deploymentId: id, ...userKeys, sessionToken: null, expiration: null },
    });
  });

  test('are refused to another lease, to an unknown deployment and to one that was cancelled', async () => {
    await setRole();
    await trusted();
    const { id, lease } = await start();
    expect(await credentialsFor(id, 'another')).toMatchObject(refusedWith('deployment.lease_refused'));
    expect(await credentialsFor('dep_none', lease)).toMatchObject(refusedWith('deployment.lease_refused'));
    await changeDeployment(id, { cancelRequested: true }, ['RUNNING']);
    expect(await credentialsFor(id, lease)).toMatchObject(refusedWith('deployment.lease_refused'));
    expect(trellis.sts.calls).toEqual([]);
  });

  test('are refused once the deployment has ended', async () => {
    await setRole();
    await trusted();
    const { id, lease } = await start();
    await trellis.finish(id, lease);
    expect(await credentialsFor(id, lease)).toMatchObject(refusedWith('deployment.ended'));
  });

  test('never turn to another account in the middle of a deployment', async () => {
    await setRole();
    await trusted();
    const { id, lease } = await start();
    await set({ kind: 'KEYS', ...userKeys });
    expect(await credentialsFor(id, lease)).toMatchObject(refusedWith('target.changed'));
  });

  test('are not there for an environment without an account', async () => {
    const { id, lease, job } = await start();
    expect(job.target).toBeNull();
    expect(await credentialsFor(id, lease)).toMatchObject(refusedWith('target.none'));
  });

  test('are refused in words that help when the role is gone', async () => {
    await setRole();
    const { id, lease } = await start();
    expect(await credentialsFor(id, lease)).toMatchObject({
      error: {
        code: 'target.role_refused',
        message: expect.stringContaining(roleArn) as string,
        nextStep: expect.stringContaining('settings') as string,
      },
    });
  });
});
