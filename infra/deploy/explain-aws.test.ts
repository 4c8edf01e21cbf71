import { describe, expect, test } from 'vitest';
import { explainAws, isMissing, type CallContext } from './explain-aws';
import { DeployError, type FailureCode } from './failures';

const context: CallContext = {
  operation: 'Reading the stack',
  command: 'npm run deploy',
  region: 'eu-central-1',
};

const sdkError = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name }, more);

const cases: readonly [FailureCode, string, string, object?][] = [
  ['aws.no_credentials', 'CredentialsProviderError', 'Could not load credentials from any providers'],
  [
    'aws.sign_in_expired',
    'CredentialsProviderError',
    'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
  ],
  [
    'aws.sign_in_expired',
    'TokenProviderError',
    "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
  ],
  ['aws.sign_in_expired', 'UnauthorizedException', 'Session token not found or invalid'],
  ['aws.sign_in_expired', 'CredentialsProviderError', 'Your session has expired. Please reauthenticate.'],
  [
    'aws.mfa_needed',
    'CredentialsProviderError',
    'Profile team requires multi-factor authentication, but no MFA code callback was provided.',
  ],
  ['aws.credentials_expired', 'ExpiredToken', 'The security token included in the request is expired'],
  [
    'aws.credentials_expired',
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ],
  ['aws.credentials_expired', 'RequestExpired', 'Request has expired.'],
  [
    'aws.credentials_invalid',
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
  ],
  [
    'aws.credentials_invalid',
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ],
  [
    'aws.credentials_invalid',
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
  ],
  ['aws.credentials_invalid', 'AuthFailure', 'AWS was not able to validate the provided access credentials'],
  [
    'aws.credentials_invalid',
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
  ],
  [
    'aws.clock',
    'SignatureDoesNotMatch',
    'Signature expired: 20261125T100000Z is now earlier than 20261125T194500Z (20261125T200000Z - 15 min.)',
  ],
  [
    'aws.clock',
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
  ],
  [
    'aws.denied',
    'AccessDenied',
    'User: arn:aws:iam::123456789012:user/ann is not authorized to perform: cloudformation:DescribeStacks',
  ],
  ['aws.denied', 'AccessDeniedException', 'User: arn:aws:iam::123456789012:user/ann is not authorized'],
  ['aws.throttled', 'Throttling', 'Rate exceeded'],
  ['aws.throttled', 'TooManyRequestsException', 'Too Many Requests'],
  ['aws.quota_reached', 'LimitExceeded', 'Limit for stack has been exceeded'],
  ['aws.quota_reached', 'LimitExceededException', 'The maximum number of projects is reached.'],
  ['aws.account_unready', 'OptInRequired', 'You are not subscribed to this service.'],
  [
    'aws.account_unready',
    'SubscriptionRequiredException',
    'The AWS Access Key Id needs a subscription for the service',
  ],
  ['aws.unreachable', 'Error', 'getaddrinfo ENOTFOUND sts.eu-central-1.amazonaws.com', { code: 'ENOTFOUND' }],
  ['aws.unreachable', 'Error', 'connect ECONNREFUSED 127.0.0.1:4566', { code: 'ECONNREFUSED' }],
  ['aws.unreachable', 'TimeoutError', 'Connection timed out after 6000 ms'],
  ['aws.region_missing', 'Error', 'Region is missing'],
  ['aws.unexpected', 'InternalFailure', 'We encountered an internal error.'],
];

describe('what an error of AWS means', () => {
  test.each(cases)('%s: %s "%s"', (code, name, message, more) => {
    const explained = explainAws(sdkError(name, message, more), context);
    expect(explained.code).toBe(code);
    expect(`${explained.message} ${explained.nextStep}`).not.toMatch(/[{}]|\.\./);
  });

  test('a sign-in that has expired names the command that renews it, with the profile', () => {
    const error = sdkError(
      'TokenProviderError',
      'Token is expired. To refresh this SSO session run it again.',
    );
    expect(explainAws(error, { ...context, profile: 'team' }).nextStep).toBe(
      'Run aws sso login --profile team, then npm run deploy again.',
    );
  });

  test('a profile that does not exist is named', () => {
    const error = sdkError(
      'CredentialsProviderError',
      'Could not resolve credentials using profile: [tema] in configuration/credentials file(s).',
    );
    expect(explainAws(error, { ...context, profile: 'tema' })).toMatchObject({
      code: 'aws.profile_unknown',
      message: 'The profile tema is not in the AWS configuration, or holds no credentials.',
    });
  });

  test('what is explained already stays as it is', () => {
    const error = new DeployError('aws.clock');
    expect(explainAws(error, context)).toBe(error);
  });

  test('a thrown value that is no error is explained too', () => {
    expect(explainAws(undefined, context).message).toBe('Reading the stack failed: no reason was given.');
  });

  test('a stack, a bucket, a parameter or an image that is not there is told from a failure', () => {
    expect(isMissing(sdkError('ValidationError', 'Stack with id trellis does not exist'))).toBe(true);
    for (const name of [
      'NotFound',
      'NoSuchBucket',
      'ParameterNotFound',
      'RepositoryNotFoundException',
      'ImageNotFoundException',
    ])
      expect(isMissing(sdkError(name, ''))).toBe(true);
    expect(isMissing(sdkError('ValidationError', 'Template format error'))).toBe(false);
    expect(isMissing(sdkError('AccessDenied', 'not authorized'))).toBe(false);
  });
});
