import { useQuery } from '@apollo/client/react';
import TextField from '@mui/material/TextField';
import type { StepName } from '../../../core/records';
import type { EnvironmentSettingsQuery, SettingsEnvironmentFragment } from '../gql/graphql';
import { inspectQuery } from '../new-app/inspect-query';
import { SaveBar } from '../ui/SaveBar';
import { Section } from '../ui/Section';
import { Toggle } from '../ui/Toggle';
import { useDraft } from '../ui/use-draft';
import { useUpdateEnvironment } from './use-update-environment';

interface CommandSettingsProps {
  app: Pick<NonNullable<EnvironmentSettingsQuery['appByName']>, 'repository' | 'directory' | 'defaultBranch'>;
  environment: SettingsEnvironmentFragment;
}

const commands = [
  {
    key: 'installCommand',
    step: 'INSTALL',
    label: 'Install command',
    otherwise: 'What the lock file asks for',
  },
  { key: 'testCommand', step: 'TEST', label: 'Test command', otherwise: 'npm run test' },
  {
    key: 'deployCommand',
    step: 'DEPLOY',
    label: 'Deploy command',
    otherwise: 'The framework’s command, or the deploy script',
  },
  {
    key: 'removeCommand',
    step: undefined,
    label: 'Remove command',
    otherwise: 'The framework’s command, or the remove script',
  },
] as const satisfies readonly { key: string; step: StepName | undefined; label: string; otherwise: string }[];

/** What a deployment runs; empty fields run what was detected, which stands in them in grey. */
export const CommandSettings = ({ app, environment }: CommandSettingsProps) => {
  const update = useUpdateEnvironment();
  const { data } = useQuery(inspectQuery, {
    variables: {
      repository: app.repository,
      directory: app.directory,
      branch: environment.branch ?? app.defaultBranch,
    },
    fetchPolicy: 'cache-first',
    errorPolicy: 'ignore',
  });
  const stored = environment.settings;
  const draft = useDraft({
    tests: stored.tests,
    installCommand: stored.installCommand ?? '',
    testCommand: stored.testCommand ?? '',
    deployCommand: stored.deployCommand ?? '',
    removeCommand: stored.removeCommand ?? '',
    outputsFile: stored.outputsFile ?? '',
  });
  const detected = (step: StepName | undefined): string | undefined =>
    data?.inspectRepository.plan.find((planned) => planned.name === step)?.command ?? undefined;
  const mono = { inputLabel: { shrink: true }, htmlInput: { className: 'mono', spellCheck: false } };
  return (
    <Section
      title="What it runs"
      about="Empty means what was found in the repository, which the fields show in grey."
    >
      <form
        style={{ display: 'grid', gap: 18 }}
        onSubmit={(event) => {
          event.preventDefault();
          draft.save((settings) => update({ id: environment.id, settings }));
        }}
      >
        <Toggle
          label="Tests"
          help="Tests run before anything is deployed; when they fail, nothing is."
          checked={draft.values.tests}
          onChange={(tests) => draft.set({ tests })}
        />
        {commands.map(({ key, step, label, otherwise }) => (
          <TextField
            key={key}
            label={label}
            value={draft.values[key]}
            placeholder={detected(step) ?? otherwise}
            disabled={key === 'testCommand' && !draft.values.tests}
            slotProps={mono}
            onChange={(event) => draft.set({ [key]: event.target.value })}
          />
        ))}
        <TextField
          label="Outputs file"
          value={draft.values.outputsFile}
          placeholder="Where the framework leaves it"
          helperText="A JSON file that the deploy command leaves: its addresses are shown as links."
          slotProps={mono}
          onChange={(event) => draft.set({ outputsFile: event.target.value })}
        />
        <SaveBar {...draft} onDiscard={draft.discard} />
      </form>
    </Section>
  );
};
