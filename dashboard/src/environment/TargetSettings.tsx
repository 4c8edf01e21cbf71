import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { fieldProblem } from '../api/errors';
import type { SettingsEnvironmentFragment } from '../gql/graphql';
import { SaveBar } from '../ui/SaveBar';
import { Section } from '../ui/Section';
import { Toggle } from '../ui/Toggle';
import { useDraft } from '../ui/use-draft';
import { TargetCheck } from './TargetCheck';
import { TargetSetup } from './TargetSetup';
import { useSetTarget } from './use-set-target';

const kinds = {
  NONE: 'None of its own',
  ROLE: 'A role that Trellis assumes',
  KEYS: 'Access keys of a user',
} as const;

type Kind = keyof typeof kinds;

const effects: Record<Kind, string> = {
  NONE: 'Commands find credentials by themselves, or need none.',
  ROLE: 'An hour at a time, renewed while a command runs. Nothing is kept.',
  KEYS: 'They do not end. The secret goes into the secret store and is never shown again.',
};

const isKind = (text: string): text is Kind => text in kinds;

const code = { className: 'mono', spellCheck: false, autoComplete: 'off' };

interface TargetSettingsProps {
  appName: string;
  environment: SettingsEnvironmentFragment;
}

/** The AWS account that an environment deploys to, and the way in. */
export const TargetSettings = ({ appName, environment }: TargetSettingsProps) => {
  const setTarget = useSetTarget();
  const { id, name, target } = environment;
  const draft = useDraft({
    kind: target.kind,
    roleArn: target.roleArn ?? '',
    region: target.region ?? '',
    asVariables: target.asVariables,
    accessKeyId: '',
    secretAccessKey: '',
  });
  const { kind, roleArn, region, asVariables, accessKeyId, secretAccessKey } = draft.values;
  const told = {
    roleArn: fieldProblem(draft.problem, 'roleArn'),
    region: fieldProblem(draft.problem, 'region'),
    accessKeyId: fieldProblem(draft.problem, 'accessKeyId'),
    secretAccessKey: fieldProblem(draft.problem, 'secretAccessKey'),
  };
  const atField = Object.values(told).some((each) => each !== undefined);
  const given: Record<Kind, object> = {
    NONE: {},
    ROLE: { roleArn, region, asVariables },
    KEYS: { region, accessKeyId, secretAccessKey },
  };
  return (
    <Section
      title="AWS account"
      about="Deploy and remove commands act in this account and in no other. Installing and testing get no credentials of it."
    >
      <form
        noValidate
        autoComplete="off"
        style={{ display: 'grid', gap: 18, minWidth: 0 }}
        onSubmit={(event) => {
          event.preventDefault();
          draft.save(() => setTarget({ environmentId: id, kind, ...given[kind] }));
        }}
      >
        <TextField
          select
          label="Access"
          value={kind}
          helperText={effects[kind]}
          onChange={({ target: { value } }) => draft.set({ kind: isKind(value) ? value : 'NONE' })}
        >
          {Object.entries(kinds).map(([each, label]) => (
            <MenuItem key={each} value={each}>
              {label}
            </MenuItem>
          ))}
        </TextField>
        {kind === 'ROLE' && (
          <TargetSetup
            appName={appName}
            environmentName={name}
            externalId={target.externalId}
            region={region.trim() === '' ? null : region.trim()}
          />
        )}
        {kind === 'ROLE' && (
          <TextField
            label="ARN of the role"
            multiline
            value={roleArn}
            error={told.roleArn !== undefined}
            helperText={told.roleArn ?? 'The output RoleArn of the stack.'}
            slotProps={{ htmlInput: code }}
            onChange={(event) => draft.set({ roleArn: event.target.value })}
          />
        )}
        {kind === 'KEYS' && (
          <>
            <TextField
              label="Access key id"
              value={accessKeyId}
              error={told.accessKeyId !== undefined}
              helperText={
                told.accessKeyId ??
                (target.accessKeyId ? `One that ends in ${target.accessKeyId} is kept.` : 'Begins with AKIA.')
              }
              slotProps={{ htmlInput: code }}
              onChange={(event) => draft.set({ accessKeyId: event.target.value })}
            />
            <TextField
              label="Secret access key"
              type="password"
              value={secretAccessKey}
              error={told.secretAccessKey !== undefined}
              helperText={
                told.secretAccessKey ??
                (target.accessKeyId
                  ? 'Leave both empty to keep what is kept.'
                  : 'AWS shows it once, with its id.')
              }
              slotProps={{ htmlInput: { ...code, autoComplete: 'new-password' } }}
              onChange={(event) => draft.set({ secretAccessKey: event.target.value })}
            />
          </>
        )}
        {kind !== 'NONE' && (
          <TextField
            label="Region"
            value={region}
            error={told.region !== undefined}
            helperText={
              told.region ?? 'What commands find in AWS_REGION. Empty: what the application’s own files name.'
            }
            slotProps={{ htmlInput: code }}
            onChange={(event) => draft.set({ region: event.target.value })}
          />
        )}
        {kind === 'ROLE' && (
          <Toggle
            label="Credentials as variables"
            help="For tools that cannot ask for credentials. They end after an hour and are not renewed: leave it off where the tool works without."
            checked={asVariables}
            onChange={(checked) => draft.set({ asVariables: checked })}
          />
        )}
        {target.kind !== kind && target.kind !== 'NONE' && (
          <p className="dim">
            What is deployed in the account of before stays there. Tear it down first if nobody needs it.
          </p>
        )}
        <SaveBar {...draft} problem={atField ? undefined : draft.problem} onDiscard={draft.discard} />
      </form>
      {target.kind !== 'NONE' && !draft.changed && <TargetCheck environmentId={id} key={target.updatedAt} />}
    </Section>
  );
};
