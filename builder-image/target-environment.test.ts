import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isWithoutCredentials, misleading, targetEnvironment } from './target-environment';
import { temporaryFolder } from './testing/repository';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ownWays = {
  PATH: '/bin',
  AWS_PROFILE: 'ann',
  AWS_ACCESS_KEY_ID: 'AKIAOWN',
  AWS_SECRET_ACCESS_KEY: 'own',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/of-the-builder',
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
};

describe('the environment of a command that acts in an account', () => {
  test('leads to this account alone: by an endpoint', () => {
    const endpoint = { url: 'http://127.0.0.1:5/credentials', token: 'token' };
    expect(targetEnvironment(ownWays, 'eu-central-1', endpoint)).toEqual({
      PATH: '/bin',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      SST_AWS_NO_PROFILE: 'true',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: endpoint.url,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: endpoint.token,
    });
  });

  test('leads to this account alone: by variables, with a token where there is one', () => {
    const keys = { accessKeyId: 'AKIA1', secretAccessKey: 'secret', sessionToken: null, expiration: null };
    const env = targetEnvironment(ownWays, null, keys);
    expect(env).toMatchObject({
      AWS_ACCESS_KEY_ID: 'AKIA1',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'us-east-1',
    });
    expect(Object.keys(env)).not.toContain('AWS_SESSION_TOKEN');
    expect(
      Object.keys(env).filter((name) => name.startsWith('AWS_CONTAINER') || name === 'AWS_PROFILE'),
    ).toEqual([]);
    const session = { ...keys, sessionToken: 'token', expiration: '2026-01-01T00:00:00.000Z' };
    expect(targetEnvironment({}, null, session)).toMatchObject({ AWS_SESSION_TOKEN: 'token' });
  });

  test('names which variables of people it leaves out', () => {
    expect(misleading(['STAGE', 'AWS_PROFILE', 'AWS_REGION'])).toEqual(['AWS_PROFILE']);
  });
});

describe('a command is without credentials', () => {
  const nothing = { HOME: join(folder.path, 'nobody'), AWS_EC2_METADATA_DISABLED: 'true' };
  const home = join(folder.path, 'ann');
  mkdirSync(join(home, '.aws'), { recursive: true });
  writeFileSync(join(home, '.aws', 'config'), '');

  test.each([
    ['nothing leads to any', {}, true],
    ['the machine may have a role', { AWS_EC2_METADATA_DISABLED: 'false' }, false],
    ['there are keys', { AWS_ACCESS_KEY_ID: 'x' }, false],
    ['a profile is named', { AWS_PROFILE: 'x' }, false],
    ['a token file is named', { AWS_WEB_IDENTITY_TOKEN_FILE: '/x' }, false],
    ['its home has a configuration', { HOME: home }, false],
    ['a file that is there is named', { AWS_CONFIG_FILE: join(home, '.aws', 'config') }, false],
    ['a file that is not there is named', { AWS_CONFIG_FILE: join(home, 'none') }, true],
  ])('when %s: %j is %s', async (_, more, answer) => {
    expect(await isWithoutCredentials({ ...nothing, ...more })).toBe(answer);
  });
});
