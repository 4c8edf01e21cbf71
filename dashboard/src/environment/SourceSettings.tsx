import TextField from '@mui/material/TextField';
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { SaveBar } from '../ui/SaveBar';
import { Section } from '../ui/Section';
import { Toggle } from '../ui/Toggle';
import { useDraft } from '../ui/use-draft';
import { useUpdateEnvironment } from './use-update-environment';

/** What reaches the environment, and how. */
export const SourceSettings = ({ environment }: { environment: LiveEnvironmentFragment }) => {
  const update = useUpdateEnvironment();
  const draft = useDraft({
    branch: environment.branch ?? '',
    automatic: environment.automatic,
    protected: environment.protected,
  });
  const { values } = draft;
  const automaticHelp = values.protected
    ? 'Not while it is protected: a protected environment takes promotions and rollbacks only.'
    : values.branch === ''
      ? 'Needs a branch to follow.'
      : `Each push to ${values.branch} is tested and deployed.`;
  return (
    <Section title="What it takes" about="Which commits reach this environment, and who sends them.">
      <form
        style={{ display: 'grid', gap: 18 }}
        onSubmit={(event) => {
          event.preventDefault();
          draft.save((changes) =>
            update({ id: environment.id, ...changes, ...(values.branch === '' ? { automatic: false } : {}) }),
          );
        }}
      >
        <TextField
          label="Branch"
          value={values.branch}
          placeholder="None"
          helperText="The branch that it follows; empty when it follows none."
          slotProps={{
            inputLabel: { shrink: true },
            htmlInput: { spellCheck: false, autoCapitalize: 'off' },
          }}
          onChange={(event) => draft.set({ branch: event.target.value })}
        />
        <Toggle
          label="Automatic deployment"
          help={automaticHelp}
          checked={values.automatic && !values.protected}
          disabled={values.protected || values.branch === ''}
          onChange={(automatic) => draft.set({ automatic })}
        />
        <Toggle
          label="Protection"
          help="Takes promotions and rollbacks only, asks before a promotion, and wants its name typed before a teardown."
          checked={values.protected}
          onChange={(on) => draft.set(on ? { protected: true, automatic: false } : { protected: false })}
        />
        <SaveBar {...draft} onDiscard={draft.discard} />
      </form>
    </Section>
  );
};
