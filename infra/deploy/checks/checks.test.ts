import { describe, expect, test } from 'vitest';
import { judgeBootstrap } from './bootstrap';
import { explainFirstCall, findRegion, shortArn } from './identity';
import { judgeQuotas } from './quotas';
import { lacking, suggestionFor } from './region';

const sdkError = (name: string, more: object = {}): Error =>
  Object.assign(new Error('The security token included in the request is invalid'), { name, ...more });

const context = (region: string) => ({ operation: 'Asking', command: 'npm run deploy', region });

describe('the first call', () => {
  test('credentials that only one region refuses mean that the region is not enabled', () => {
    const error = sdkError('InvalidClientTokenId');
    expect(explainFirstCall(error, context('af-south-1')).code).toBe('aws.region_disabled');
    expect(explainFirstCall(error, context('eu-west-1')).code).toBe('aws.credentials_invalid');
  });

  test('an address that does not exist means a region that does not exist, and the one that was meant is named', () => {
    const error = sdkError('Error', { code: 'ENOTFOUND' });
    expect(explainFirstCall(error, context('eu-centrl-1'))).toMatchObject({
      code: 'aws.region_unknown',
      nextStep: 'Name one that exists, as eu-central-1, with --region.',
    });
    expect(explainFirstCall(error, context('eu-central-1')).code).toBe('aws.unreachable');
  });

  test('who acts is named without the account', () => {
    expect(shortArn('arn:aws:sts::123456789012:assumed-role/Admin/ann')).toBe('assumed-role/Admin/ann');
  });
});

describe('the region', () => {
  test('what the settings name counts more than the environment', async () => {
    expect(await findRegion('eu-west-1', 'npm run deploy', { AWS_REGION: 'us-east-1' })).toBe('eu-west-1');
    expect(await findRegion(undefined, 'npm run deploy', { AWS_DEFAULT_REGION: 'us-east-2' })).toBe(
      'us-east-2',
    );
  });

  test('lacks only what is known to exist elsewhere', () => {
    expect(lacking(['lambda'], ['lambda', 'appsync'])).toEqual(['AppSync']);
    expect(lacking(['lambda', 'appsync'], ['lambda'])).toEqual([]);
  });

  test('nothing is suggested for a name that is like none', () => expect(suggestionFor('mars-1')).toBe(''));
});

describe('the bootstrap of the CDK', () => {
  test.each([
    [undefined, 'missing'],
    ['5', 'old'],
    ['6', 'ready'],
    ['30', 'ready'],
    ['?', 'old'],
  ] as const)('version %s is %s', (version, judged) => expect(judgeBootstrap(version)).toBe(judged));
});

const settings = { builderCpu: 2048, reserveConcurrency: false };

describe('quotas', () => {
  test('one that lets no builder run is refused, with its code', () => {
    expect(() => judgeQuotas({ fargate: 1, lambda: 1000 }, settings)).toThrow(
      expect.objectContaining({
        code: 'aws.quota',
        message:
          'A quota of the account is too small: Fargate On-Demand vCPU resource count is 1, and 2 are needed.',
      }) as Error,
    );
  });

  test('one that is less than what functions set aside is refused only where they do', () => {
    const low = { fargate: 100, lambda: 100 };
    expect(judgeQuotas(low, settings)).toEqual([]);
    expect(() => judgeQuotas(low, { ...settings, reserveConcurrency: true })).toThrow(
      expect.objectContaining({ code: 'aws.quota' }) as Error,
    );
  });

  test('one that lets few run is noted', () => {
    expect(judgeQuotas({ fargate: 6, lambda: 10 }, settings)).toEqual([
      expect.stringContaining('3 builders run at once'),
      expect.stringContaining('L-B99A9384'),
    ]);
  });

  test('ample and unknown ones say nothing', () => {
    expect(judgeQuotas({ fargate: 100, lambda: 1000 }, settings)).toEqual([]);
    expect(judgeQuotas({ fargate: undefined, lambda: undefined }, settings)).toEqual([]);
  });
});
