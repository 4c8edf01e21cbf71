import { describe, expect, test } from 'vitest';
import { DeployError, exitCodes, failures } from './failures';

const page = (): string =>
  [
    '# What the AWS commands say when something is wrong',
    '',
    'Every failure of `npm run deploy`, `npm run destroy`, `npm run doctor` and `npm run smoke`: the code that `--json` prints, the exit',
    'code, the sentence, and what to do next. Words in braces are filled in. This page is written from `infra/deploy/failures.ts`:',
    '`npx vitest run infra/deploy/failures.test.ts -u`.',
    '',
    '| code | exit | sentence | next step |',
    '| --- | --- | --- | --- |',
    ...Object.entries(failures).map(
      ([code, { exit, message, nextStep }]) =>
        `| \`${code}\` | ${exitCodes[exit]} | ${message} | ${nextStep} |`,
    ),
    '',
  ].join('\n');

describe('the catalogue of failures', () => {
  test('docs/aws-errors.md lists every code with its sentence and next step', async () => {
    await expect(page()).toMatchFileSnapshot('../../docs/aws-errors.md');
  });

  test.each(Object.entries(failures))('%s speaks in whole sentences', (_code, { message, nextStep }) => {
    for (const text of [message, nextStep]) {
      expect(text).toMatch(/^[A-Z{].*[.}]$/);
      expect(text).not.toMatch(/successfully|something went wrong|please|!/i);
    }
  });

  test('a next step names the command that was run, npm run deploy when none is told', () => {
    expect(new DeployError('aws.clock').nextStep).toContain('npm run deploy again');
    expect(new DeployError('aws.clock', { command: 'npm run destroy' }).nextStep).toContain(
      'npm run destroy',
    );
  });

  test('an exit code says whether something was begun', () => {
    expect(new DeployError('aws.region_missing').exitCode).toBe(2);
    expect(new DeployError('aws.clock').exitCode).toBe(3);
    expect(new DeployError('aws.stack_busy').exitCode).toBe(1);
    expect(new DeployError('command.interrupted').exitCode).toBe(130);
  });
});
