import TextField from '@mui/material/TextField';
import { useNavigate } from 'react-router';
import type { PipelineAppFragment } from '../gql/graphql';
import { paths } from '../routes';
import { SaveBar } from '../ui/SaveBar';
import { Section } from '../ui/Section';
import { TokenField } from '../ui/TokenField';
import { useDraft } from '../ui/use-draft';
import { useUpdateApp } from './use-update-app';

const fields = [
  {
    key: 'name',
    label: 'Name',
    help: 'Lower-case letters, digits and hyphens. Addresses of its pages change with it.',
  },
  {
    key: 'repository',
    label: 'Repository',
    help: 'A path, or an address that starts with https://, file:// or git@.',
  },
  { key: 'directory', label: 'Directory', help: 'Where the app is in the repository; a dot is its root.' },
  {
    key: 'defaultBranch',
    label: 'Default branch',
    help: 'What is deployed when an environment names no branch.',
  },
] as const;

/** Name and source of an app. */
export const AppSource = ({ app }: { app: PipelineAppFragment }) => {
  const update = useUpdateApp();
  const navigate = useNavigate();
  const { name, repository, directory, defaultBranch } = app;
  const draft = useDraft({ name, repository, directory, defaultBranch, repositoryToken: '' });
  return (
    <Section title="App" about="What it is called and where its source is.">
      <form
        style={{ display: 'grid', gap: 18 }}
        onSubmit={(event) => {
          event.preventDefault();
          draft.save(async (changes) => {
            // An empty field means: as it is. The API would take an empty token for a wish to forget it.
            const { repositoryToken, ...others } = changes;
            const newName = await update({
              id: app.id,
              ...others,
              ...(repositoryToken && { repositoryToken }),
            });
            if (newName !== undefined && newName !== name) {
              await navigate(paths.appSettings(newName), { replace: true });
            }
          });
        }}
      >
        {fields.map(({ key, label, help }) => (
          <TextField
            key={key}
            label={label}
            value={draft.values[key]}
            helperText={help}
            slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'off' } }}
            onChange={(event) => draft.set({ [key]: event.target.value })}
          />
        ))}
        <TokenField
          repository={draft.values.repository}
          value={draft.values.repositoryToken}
          kept={app.hasRepositoryToken}
          onChange={(repositoryToken) => draft.set({ repositoryToken })}
        />
        <SaveBar {...draft} onDiscard={draft.discard} />
      </form>
    </Section>
  );
};
