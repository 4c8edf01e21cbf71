import { MockedProvider, type MockedProviderProps } from '@apollo/client/testing/react';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CheckTargetDocument,
  SetTargetDocument,
  type SetTargetInput,
  type SettingsEnvironmentFragment,
} from '../gql/graphql';
import { environment, typed } from '../testing/fixtures';
import { targetPrincipalQuery } from './target-query';
import { TargetSettings } from './TargetSettings';

type Target = SettingsEnvironmentFragment['target'];

const target = (more: Partial<Target> = {}): Target =>
  typed('DeploymentTarget', {
    kind: 'NONE' as const,
    roleArn: null,
    externalId: 'external-one',
    region: null,
    asVariables: false,
    accessKeyId: null,
    updatedAt: null,
    updatedBy: null,
    ...more,
  });

const principal = {
  request: { query: targetPrincipalQuery },
  result: {
    data: {
      targetPrincipal: typed('TargetPrincipal', {
        accountId: '111111111111',
        arn: 'arn:aws:iam::111111111111:role/trellis-targets',
      }),
    },
  },
};

const saved = (input: SetTargetInput, now: Target) => ({
  request: { query: SetTargetDocument, variables: { input } },
  result: { data: { setTarget: { ...environment(), target: now } } },
});

const show = (now: Target, mocks: MockedProviderProps['mocks'] = []) =>
  render(
    <MockedProvider mocks={[principal, ...mocks]}>
      <TargetSettings
        appName="storefront"
        environment={{ ...environment(), settings: commands, variables: [], target: now }}
      />
    </MockedProvider>,
  );

const commands: SettingsEnvironmentFragment['settings'] = typed('EnvironmentSettings', {
  tests: true,
  installCommand: null,
  testCommand: null,
  deployCommand: null,
  removeCommand: null,
  outputsFile: null,
  timeoutSeconds: 3600,
  startTimeoutSeconds: 300,
  logLimitMb: 200,
  logDays: 90,
});

const choose = async (access: string) => {
  await userEvent.click(screen.getByRole('combobox', { name: 'Access' }));
  await userEvent.click(await screen.findByRole('option', { name: access }));
};
const type = (label: string, text: string) => userEvent.type(screen.getByLabelText(label), text);
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));

afterEach(cleanup);

describe('the account of an environment', () => {
  it('is entered by a role: the command for that account names who is trusted and the external id', async () => {
    show(target());
    await choose('A role that Trellis assumes');
    const command = await screen.findByText(/aws cloudformation deploy/);
    expect(command.textContent).toContain('arn:aws:iam::111111111111:role/trellis-targets');
    expect(command.textContent).toContain('external-one');
  });

  it('sends only what belongs to the chosen access', async () => {
    const roleArn = 'arn:aws:iam::222222222222:role/deployer';
    const input = { environmentId: 'env_1', kind: 'ROLE' as const, roleArn, region: '', asVariables: false };
    show(target(), [saved(input, target({ kind: 'ROLE', roleArn }))]);
    await choose('Access keys of a user');
    await type('Secret access key', 'typed by mistake');
    await choose('A role that Trellis assumes');
    await type('ARN of the role', roleArn);
    await save();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Discard' })).toBeNull());
  });

  it('keeps no key on the page once it is saved', async () => {
    const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wJalr-typed-key' };
    const input = { environmentId: 'env_1', kind: 'KEYS' as const, region: '', ...keys };
    const now = target({ kind: 'KEYS', accessKeyId: 'MPLE' });
    show(target({ kind: 'KEYS' }), [saved(input, now)]);
    await type('Access key id', keys.accessKeyId);
    await type('Secret access key', keys.secretAccessKey);
    await save();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Discard' })).toBeNull());
    expect(screen.getByLabelText<HTMLInputElement>('Secret access key').value).toBe('');
    expect(document.body.innerHTML).not.toContain(keys.secretAccessKey);
  });

  it('says at the field what the API refuses of it, and keeps what was typed', async () => {
    const input = {
      environmentId: 'env_1',
      kind: 'ROLE' as const,
      roleArn: 'role/deployer',
      region: '',
      asVariables: false,
    };
    const refusal = {
      message: 'roleArn: is no ARN of a role.',
      errorType: 'input.invalid',
      errorInfo: { nextStep: 'Correct it.' },
    };
    show(target(), [
      { request: { query: SetTargetDocument, variables: { input } }, result: { errors: [refusal] } },
    ]);
    await choose('A role that Trellis assumes');
    await type('ARN of the role', 'role/deployer');
    await save();
    expect(await screen.findByText('Is no ARN of a role.')).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>('ARN of the role').value).toBe('role/deployer');
  });

  it('is tried on demand, and says where the way leads or what is wrong with it', async () => {
    const check = { query: CheckTargetDocument, variables: { environmentId: 'env_1' } };
    const arn = 'arn:aws:sts::222222222222:assumed-role/deployer/trellis';
    const refusal = {
      message: 'Trellis may not assume the role.',
      errorType: 'target.refused',
      errorInfo: { nextStep: 'Run the command above in that account.' },
    };
    show(target({ kind: 'ROLE', roleArn: 'arn:aws:iam::222222222222:role/deployer' }), [
      { request: check, result: { errors: [refusal] } },
      {
        request: check,
        result: { data: { checkTarget: typed('TargetIdentity', { accountId: '222222222222', arn }) } },
      },
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Check access' }));
    expect(await screen.findByText('Trellis may not assume the role.')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Check access' }));
    expect(await screen.findByText('222222222222')).toBeDefined();
    expect(screen.getByText(arn)).toBeDefined();
    expect(screen.queryByText('Trellis may not assume the role.')).toBeNull();
  });
});
