import { describe, expect, test } from 'vitest';
import { accountOf, parseTarget, principalOf } from './target';
import { keysProblem, ownProblem } from './target-problems';
import { targetView } from './target-view';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const role = 'arn:aws:iam::111122223333:role/trellis-target-shop';

const fieldOf = (input: Parameters<typeof parseTarget>[0]): string => {
  try {
    parseTarget(input);
    return 'taken';
  } catch (error) {
    return String((error as Error).message).split(':')[0] ?? '';
  }
};

describe('what may be set', () => {
  test('a role, a region, and spaces around them that a copy brought along', () => {
    expect(parseTarget({ kind: 'ROLE', roleArn: ` ${role}\n`, region: ' eu-central-1 ' })).toEqual({
      kind: 'ROLE',
      roleArn: role,
      region: 'eu-central-1',
      asVariables: false,
    });
    expect(parseTarget({ kind: 'NONE', roleArn: 'whatever' })).toEqual({ kind: 'NONE' });
  });

  test('access keys, or the region alone of those that are kept', () => {
    expect(parseTarget({ kind: 'KEYS', accessKeyId, secretAccessKey })).toMatchObject({
      keys: { accessKeyId, secretAccessKey },
      region: null,
    });
    expect(parseTarget({ kind: 'KEYS', region: 'us-gov-west-1' })).toEqual({
      kind: 'KEYS',
      keys: undefined,
      region: 'us-gov-west-1',
    });
  });

  test.each([
    ['a role of any name', { kind: 'ROLE', roleArn: 'arn:aws:iam::111122223333:role/Admin' }, 'roleArn'],
    [
      'a path before the name',
      { kind: 'ROLE', roleArn: 'arn:aws:iam::111122223333:role/x/trellis-target-a' },
      'roleArn',
    ],
    [
      'a name that only begins so',
      { kind: 'ROLE', roleArn: 'arn:aws:iam::111122223333:role/trellis-target-' },
      'roleArn',
    ],
    ['a second line', { kind: 'ROLE', roleArn: `${role}\narn:aws:iam::1:role/b` }, 'roleArn'],
    ['a user', { kind: 'ROLE', roleArn: 'arn:aws:iam::111122223333:user/trellis-target-a' }, 'roleArn'],
    ['no role', { kind: 'ROLE' }, 'roleArn'],
    ['a zone for a region', { kind: 'ROLE', roleArn: role, region: 'eu-central-1a' }, 'region'],
    ['a place for a region', { kind: 'KEYS', accessKeyId, secretAccessKey, region: 'Frankfurt' }, 'region'],
    ['half a key', { kind: 'KEYS', accessKeyId }, 'secretAccessKey'],
    ['a secret without its id', { kind: 'KEYS', secretAccessKey }, 'accessKeyId'],
    [
      'a key that ends by itself',
      { kind: 'KEYS', accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey },
      'accessKeyId',
    ],
    [
      'the secret as the id',
      { kind: 'KEYS', accessKeyId: secretAccessKey, secretAccessKey: accessKeyId },
      'accessKeyId',
    ],
  ] as const)('not %s', (_, input, field) => {
    expect(fieldOf(input)).toBe(field);
  });

  test('a refusal never repeats a secret that was given', () => {
    const wrong = `${secretAccessKey}-and-more`;
    expect(() => parseTarget({ kind: 'KEYS', accessKeyId, secretAccessKey: wrong })).not.toThrow(wrong);
    expect(() =>
      parseTarget({ kind: 'KEYS', accessKeyId: secretAccessKey, secretAccessKey: wrong }),
    ).not.toThrow(secretAccessKey);
  });
});

describe('what is shown', () => {
  test('of access keys four characters; of the secret nothing, not even where it is', () => {
    const target = {
      kind: 'KEYS',
      accessKeyId: 'MPLE',
      secretName: 'env_1/target-x',
      region: null,
      revision: 'x',
      updatedAt: '2026-01-01T00:00:00.000Z',
      updatedBy: 'ann',
    } as const;
    const view = targetView({ id: 'env_1', externalId: 'e', target });
    expect(view).toMatchObject({ kind: 'KEYS', accessKeyId: 'MPLE', roleArn: null, externalId: 'e' });
    expect(JSON.stringify(view)).not.toContain('target-x');
  });

  test('an environment that is older than external ids has its own id as one', () => {
    expect(targetView({ id: 'env_1' })).toMatchObject({ kind: 'NONE', externalId: 'env_1', updatedAt: null });
  });
});

describe('whom a role must trust', () => {
  test.each([
    [
      'arn:aws:sts::111122223333:assumed-role/trellis-target/session',
      'arn:aws:iam::111122223333:role/trellis-target',
    ],
    [
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ann@example.com',
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_0123456789abcdef',
    ],
    ['arn:aws-cn:sts::111122223333:assumed-role/x/y', 'arn:aws-cn:iam::111122223333:role/x'],
    ['arn:aws:iam::111122223333:user/ann', 'arn:aws:iam::111122223333:user/ann'],
    ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:root'],
  ])('for %s is %s', (caller, principal) => {
    expect(principalOf(caller)).toBe(principal);
    expect(accountOf(principal)).toBe('111122223333');
  });
});

describe('an answer of STS', () => {
  const failure = (name: string, message = 'Words of AWS.') => ({ name, message });

  test.each([
    ['AccessDenied', 'target.role_refused'],
    ['ExpiredToken', 'target.own_credentials'],
    ['InvalidClientTokenId', 'target.own_credentials'],
    ['MissingAuthenticationToken', 'target.no_credentials'],
    ['CredentialsProviderError', 'target.no_credentials'],
    ['RegionDisabledException', 'target.unreachable'],
    ['TimeoutError', 'target.unreachable'],
  ])('%s about a role becomes %s', (name, code) => {
    expect(ownProblem(failure(name), role).code).toBe(code);
  });

  test.each([
    ['InvalidClientTokenId', 'target.keys_refused'],
    ['SignatureDoesNotMatch', 'target.keys_refused'],
    ['AccessDenied', 'target.keys_refused'],
    ['TimeoutError', 'target.unreachable'],
  ])('%s about keys becomes %s', (name, code) => {
    expect(keysProblem(failure(name), 'MPLE').code).toBe(code);
  });

  test('is told in its own words when nothing else is known of it, in one sentence', () => {
    const problem = ownProblem(failure('Odd', 'It is odd.\nMore.'), role);
    expect(problem.message).toBe('AWS gave no credentials for the account: It is odd.');
    expect(ownProblem(failure('Odd', ''), role).message).toBe(
      'AWS gave no credentials for the account: Odd.',
    );
  });
});
