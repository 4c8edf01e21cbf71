import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseTarget } from './target';
import { targetCommand, targetRoleName } from './target-command';

const given = {
  roleName: targetRoleName('shop', 'production'),
  externalId: '6f1c1c52-3c62-4e0f-8f3f-4f4f0f0f0f0f',
  principalArn: 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_0a',
  region: 'eu-central-1',
};

/** What a shell makes of it. */
const wordsOf = (command: string): string[] =>
  execFileSync('/bin/sh', ['-c', `aws() { printf '%s\\n' "$@"; }\n${command}`], { encoding: 'utf8' })
    .trim()
    .split('\n');

test('the command is one command of a shell, with nothing expanded', () => {
  expect(wordsOf(targetCommand(given))).toEqual([
    'cloudformation',
    'deploy',
    '--template-file',
    'trellis-target.yaml',
    '--stack-name',
    'trellis-target-shop-production',
    '--region',
    'eu-central-1',
    '--capabilities',
    'CAPABILITY_NAMED_IAM',
    '--parameter-overrides',
    'RoleName=trellis-target-shop-production',
    `ExternalId=${given.externalId}`,
    `TrustedPrincipalArn=${given.principalArn}`,
  ]);
  expect(targetCommand({ ...given, region: null })).not.toContain('--region');
});

test('the longest names still make a role that IAM and Trellis take', () => {
  const roleName = targetRoleName('a'.repeat(40), 'e'.repeat(31));
  expect(roleName).toHaveLength(64);
  const roleArn = `arn:aws:iam::111122223333:role/${roleName}`;
  expect(parseTarget({ kind: 'ROLE', roleArn })).toMatchObject({ roleArn });
});
