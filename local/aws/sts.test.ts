/** STS on this machine: Trellis goes into other accounts as the person who started it. */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeSts } from '../../functions/testing/fake-sts';
import { startTestPlatform, type TestPlatform } from '../testing/test-platform';
import { personAccount, stsUrlOf } from './person-account';

const person = { accessKeyId: 'AKIAPERSON', secretAccessKey: 'secret-of-the-person' };
const arn = 'arn:aws:iam::222222222222:user/ann';
const roleArn = 'arn:aws:iam::333333333333:role/trellis-target-shop';
const sts = new FakeSts();
const servers: Server[] = [];
let account: string;
let platform: TestPlatform;
let client: STSClient;

/** The person's terminal: their own STS stands on loopback. */
const terminal = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  AWS_ENDPOINT_URL_STS: account,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  ...more,
});

beforeAll(async () => {
  const server = createServer((req, res) => void sts.handle(req, res));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  account = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  platform = await startTestPlatform(
    ['/bin/true'],
    terminal({ AWS_ACCESS_KEY_ID: person.accessKeyId, AWS_SECRET_ACCESS_KEY: person.secretAccessKey }),
  );
  client = new STSClient({
    region: 'us-east-1',
    endpoint: platform.url,
    credentials: platform.credentials,
    maxAttempts: 1,
  });
});

beforeEach(() => {
  sts.principals.set(person.accessKeyId, { secretAccessKey: person.secretAccessKey, arn });
});
afterEach(() => sts.reset());
afterAll(async () => {
  await platform.close();
  for (const server of servers) server.close();
});

const assume = (ExternalId: string) =>
  client.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: 'dep_1',
      ExternalId,
      DurationSeconds: 3_600,
      Tags: [
        { Key: 'trellis:app', Value: 'shop & <co>' },
        { Key: 'trellis:environment', Value: 'development' },
      ],
    }),
  );

describe('a role in another account', () => {
  test('is assumed as the person, with all that was asked for', async () => {
    sts.roles.set(roleArn, { externalId: 'right' });
    const { Credentials, AssumedRoleUser } = await assume('right');
    expect(Credentials).toMatchObject({
      AccessKeyId: expect.stringMatching(/^ASIA/) as string,
      SecretAccessKey: expect.any(String) as string,
      SessionToken: expect.any(String) as string,
      Expiration: expect.any(Date) as Date,
    });
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::333333333333:assumed-role/trellis-target-shop/dep_1');
    const [call] = sts.calls;
    expect(call?.by).toBe(arn);
    expect(call?.form.get('Tags.member.1.Value')).toBe('shop & <co>');
    expect(call?.form.get('DurationSeconds')).toBe('3600');
  }, 30_000);

  test('stays closed with the words of AWS', async () => {
    sts.roles.set(roleArn, { externalId: 'right' });
    await expect(assume('wrong')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        `not authorized to perform: sts:TagSession on resource: ${roleArn}`,
      ) as string,
    });
  }, 30_000);
});

test('the caller is the person', async () => {
  expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: arn,
    Account: '222222222222',
  });
}, 30_000);

test('nobody but this host may ask: keys of others are refused before anyone is asked', async () => {
  const stranger = new STSClient({
    region: 'us-east-1',
    endpoint: platform.url,
    credentials: person,
    maxAttempts: 1,
  });
  await expect(stranger.send(new GetCallerIdentityCommand({}))).rejects.toThrow();
  expect(sts.calls).toEqual([]);
});

test('a terminal without credentials is told apart from one whose credentials are over', async () => {
  const nobody = personAccount(terminal());
  await expect(nobody.ask('GetCallerIdentity', {})).rejects.toMatchObject({
    type: 'MissingAuthenticationToken',
  });
  sts.failure = { type: 'ExpiredToken', message: 'The token has expired.', status: 403 };
  const late = personAccount(
    terminal({ AWS_ACCESS_KEY_ID: person.accessKeyId, AWS_SECRET_ACCESS_KEY: person.secretAccessKey }),
  );
  await expect(late.ask('GetCallerIdentity', {})).rejects.toMatchObject({
    type: 'ExpiredToken',
    status: 403,
  });
}, 30_000);

test('the place of STS is the one that the person has set, or AWS', () => {
  expect(stsUrlOf({ AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_STS: 'http://b' })).toBe('http://b');
  expect(stsUrlOf({ AWS_ENDPOINT_URL: 'http://a' })).toBe('http://a');
  expect(stsUrlOf({})).toBe('https://sts.us-east-1.amazonaws.com');
});
