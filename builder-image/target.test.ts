/** Commands in an AWS account: real commands with a real SDK, in a real builder. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TargetCredentials } from './api';
import { makeJob } from './testing/job';
import { openFakeAccount, type FakeAccount } from './testing/fake-account';
import { setScene, settings } from './testing/scene';

const scene = setScene();
let account: FakeAccount;

beforeEach(async () => {
  account = await openFakeAccount();
});
afterEach(() => account.close());

/** The SDK by its own search, as a framework uses it. */
const sdk = pathToFileURL(createRequire(import.meta.url).resolve('@aws-sdk/client-sts')).href;
const prelude = `
  import sts from '${sdk}';
  const client = new sts.STSClient({});
  const whoAmI = async () => (await client.send(new sts.GetCallerIdentityCommand({}))).Arn;
`;
const secretOf = (number: number): string => `secret+of/session${String(number).padStart(23, '0')}`;
const session = (number: number, lifetimeMs = 3_600_000): TargetCredentials => ({
  accessKeyId: `ASIAFAKESESSION${number}`,
  secretAccessKey: secretOf(number),
  sessionToken: `token-of-session-${number}/+==`,
  expiration: new Date(Date.now() + lifetimeMs).toISOString(),
});
const byAsking = { region: 'eu-west-1', asVariables: false };
const run = (extra: Record<string, string> = {}) =>
  scene.run({
    TRELLIS_COMMAND_ENV: JSON.stringify({
      PATH: process.env.PATH,
      HOME: scene.at('home'),
      AWS_ENDPOINT_URL_STS: account.url,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...extra,
    }),
  });
const show = `node -e "for (const name of Object.keys(process.env).sort()) if (name.startsWith('AWS_')) console.log('found ' + name)"`;

describe('a command in an AWS account', () => {
  it('gets new credentials before its old ones end, by its SDK alone, and none of them stands in the log', async () => {
    scene.job = makeJob(
      scene.repository(
        { deploy: 'node deploy.mjs' },
        {
          // The SDK asks again when less than five minutes are left; so it does each time here.
          'deploy.mjs': `${prelude}
            const first = await whoAmI();
            let later = first;
            for (let attempt = 0; later === first && attempt < 200; attempt += 1) later = await whoAmI();
            const { secretAccessKey, sessionToken } = await client.config.credentials();
            console.log('region', await client.config.region(), later !== first ? 'renewed' : 'not renewed');
            console.log('secret', secretAccessKey, 'token', sessionToken);`,
        },
      ),
      { target: byAsking },
    );
    scene.api.credentials = (number) => session(number, 4 * 60_000);
    const builder = await run();
    expect(builder.text()).toContain('region eu-west-1 renewed');
    expect(scene.statuses().DEPLOY).toBe('SUCCEEDED');
    expect(builder.text()).toContain('secret *** token ***');
    expect(new Set(account.keys).size).toBeGreaterThan(1);
    expect(account.tokens[0]).toBe('token-of-session-1/+==');
    for (let number = 1; number <= scene.api.credentialsAsked; number += 1) {
      expect(builder.text()).not.toContain(secretOf(number));
      expect(builder.text()).not.toContain(`token-of-session-${number}/`);
    }
  });

  it('acts in no other account: neither by keys of the machine nor by those among the variables', async () => {
    scene.job = makeJob(
      scene.repository(
        { deploy: 'node deploy.mjs' },
        { 'deploy.mjs': `${prelude} console.log(await whoAmI());` },
      ),
      {
        target: byAsking,
        variables: [
          { name: 'AWS_ACCESS_KEY_ID', value: 'AKIAVARIABLE', secret: false },
          { name: 'AWS_SECRET_ACCESS_KEY', value: 'secret-among-variables', secret: true },
        ],
      },
    );
    scene.api.credentials = session;
    const builder = await run({ AWS_PROFILE: 'ann', AWS_SESSION_TOKEN: 'of the machine' });
    expect(scene.statuses().DEPLOY).toBe('SUCCEEDED');
    expect(account.keys).toEqual(['ASIAFAKESESSION1']);
    expect(builder.text()).toContain(
      'Left out, because this environment has an AWS account of its own: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.',
    );
  });

  it('gets access keys as variables', async () => {
    scene.job = makeJob(
      scene.repository(
        { deploy: 'node deploy.mjs' },
        { 'deploy.mjs': `${prelude} console.log(await whoAmI());` },
      ),
      { target: { region: null, asVariables: true } },
    );
    scene.api.credentials = () => ({
      accessKeyId: 'AKIAUSER',
      secretAccessKey: secretOf(7),
      sessionToken: null,
      expiration: null,
    });
    await run({ AWS_REGION: 'us-east-2' });
    expect(scene.statuses().DEPLOY).toBe('SUCCEEDED');
    expect(account.keys).toEqual(['AKIAUSER']);
    expect(account.tokens).toEqual([undefined]);
  });

  it('is the deploy command alone: installing and testing get nothing', async () => {
    scene.job = makeJob(scene.repository({ test: show, deploy: show }), {
      settings: settings({ installCommand: show }),
      target: byAsking,
    });
    scene.api.credentials = session;
    const builder = await run();
    const found = (step: string): string[] =>
      builder
        .lines()
        .filter(({ step: its, line }) => its === step && line.startsWith('found AWS_CONTAINER'))
        .map(({ line }) => line);
    expect(found('INSTALL')).toEqual([]);
    expect(found('TEST')).toEqual([]);
    expect(found('DEPLOY')).toEqual([
      'found AWS_CONTAINER_AUTHORIZATION_TOKEN',
      'found AWS_CONTAINER_CREDENTIALS_FULL_URI',
    ]);
    expect(scene.api.credentialsAsked).toBe(1);
  });

  it('may be the remove command', async () => {
    scene.job = makeJob(
      scene.repository({ remove: 'node remove.mjs' }, { 'remove.mjs': `${prelude} await whoAmI();` }),
      {
        kind: 'TEARDOWN',
        target: byAsking,
      },
    );
    scene.api.credentials = session;
    await run();
    expect(scene.statuses().DEPLOY).toBe('SUCCEEDED');
    expect(account.keys).toEqual(['ASIAFAKESESSION1']);
  });

  it('is not run when the account lets nobody in; the reason says what to do', async () => {
    scene.job = makeJob(scene.repository({ deploy: `touch '${scene.at('deployed')}'` }), {
      target: byAsking,
    });
    scene.api.credentials = () => ({
      errorType: 'target.role_refused',
      message: 'AWS does not let Trellis assume the role.',
      errorInfo: { nextStep: 'Run the command in that account.' },
    });
    const builder = await run();
    expect(scene.api.finish()).toMatchObject({
      status: 'FAILED',
      reason: 'AWS does not let Trellis assume the role.',
      nextStep: 'Run the command in that account.',
    });
    expect(builder.text()).toContain('AWS does not let Trellis assume the role.');
    expect(existsSync(scene.at('deployed'))).toBe(false);
  });
});

describe('the endpoint of credentials', () => {
  it('answers to the command’s own token only, and is gone when the command is', async () => {
    scene.job = makeJob(
      scene.repository(
        { deploy: 'node deploy.mjs' },
        {
          'deploy.mjs': `
            import { writeFileSync } from 'node:fs';
            const url = process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
            const authorization = process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
            const ask = async (headers, to = url) => (await fetch(to, { headers })).status;
            console.log('right', await ask({ authorization }));
            console.log('none', await ask({}), 'wrong', await ask({ authorization: authorization.slice(1) + 'x' }));
            console.log('elsewhere', await ask({ authorization }, new URL('/', url)));
            console.log('token', authorization);
            writeFileSync(${JSON.stringify(scene.at('url'))}, url);`,
        },
      ),
      { target: byAsking },
    );
    scene.api.credentials = session;
    const builder = await run();
    expect(builder.text()).toContain('right 200');
    expect(builder.text()).toContain('none 403 wrong 403');
    expect(builder.text()).toContain('elsewhere 404');
    expect(builder.text()).toContain('token ***');
    await expect(fetch(readFileSync(scene.at('url'), 'utf8'))).rejects.toThrow('fetch failed');
  });
});

describe('without an account', () => {
  const sst = (source: string) => ({ 'sst.config.ts': source });

  it('an application that needs AWS for certain fails before anything is installed, where there can be no credentials', async () => {
    scene.job = makeJob(
      scene.repository({}, sst("export default $config({ app: () => ({ home: 'aws' }) })")),
      {
        framework: 'SST',
      },
    );
    await run({ AWS_EC2_METADATA_DISABLED: 'true' });
    expect(scene.statuses()).toMatchObject({ CLONE: 'SUCCEEDED', INSTALL: 'PENDING' });
    expect(scene.api.finish()).toMatchObject({
      status: 'FAILED',
      reason: 'SST deploys to AWS, and commands of development find no AWS credentials.',
      nextStep: expect.stringContaining('settings') as string,
    });
  });

  it('commands of people’s own are run as they are', async () => {
    scene.job = makeJob(scene.repository({ deploy: 'echo needs none' }));
    const builder = await run({ AWS_EC2_METADATA_DISABLED: 'true' });
    expect(scene.statuses().DEPLOY).toBe('SUCCEEDED');
    expect(builder.text()).toContain('needs none');
    expect(scene.api.credentialsAsked).toBe(0);
  });

  it('commands get what the machine has', async () => {
    scene.job = makeJob(
      scene.repository({ deploy: 'node deploy.mjs' }, { 'deploy.mjs': `${prelude} await whoAmI();` }),
    );
    await run({ AWS_ACCESS_KEY_ID: 'AKIAOFTHEMACHINE', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' });
    expect(account.keys).toEqual(['AKIAOFTHEMACHINE']);
  });
});
