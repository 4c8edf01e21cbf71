import { useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { Link } from 'react-router';
import { problemOf, type Problem } from '../api/errors';
import { environmentState } from '../format/environment-state';
import type { LiveEnvironmentFragment, PipelineAppFragment } from '../gql/graphql';
import { paths } from '../routes';
import { ProblemNotice } from '../ui/Notice';
import { Section } from '../ui/Section';
import { Status } from '../ui/Status';
import styles from './settings.module.css';
import { useCreateEnvironment } from './use-create-environment';

interface EnvironmentListProps {
  app: PipelineAppFragment;
  environments: readonly LiveEnvironmentFragment[];
}

const empty = { name: '', branch: '' };

/** The pipeline's environments, and a form that adds one. */
export const EnvironmentList = ({ app, environments }: EnvironmentListProps) => {
  const create = useCreateEnvironment();
  const [draft, setDraft] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const branch = draft.branch.trim();
  return (
    <Section
      title="Environments"
      about="In the order of the pipeline: each takes promotions from the one before it."
    >
      <ul className={styles.environments}>
        {environments.map((environment) => (
          <li key={environment.id}>
            <Link className="clip" to={paths.environment(app.name, environment.name)}>
              {environment.name}
            </Link>
            <Status look={environmentState(environment).look} />
            <span className="dim clip">{environment.branch ?? 'by promotion'}</span>
          </li>
        ))}
      </ul>
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          setProblem(undefined);
          create({ appId: app.id, name: draft.name.trim(), branch: branch || null, automatic: branch !== '' })
            .then(() => setDraft(empty))
            .catch((thrown: unknown) => setProblem(problemOf(thrown)))
            .finally(() => setBusy(false));
        }}
      >
        <TextField
          label="New environment"
          value={draft.name}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'off' } }}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <TextField
          label="Branch"
          placeholder="None"
          value={draft.branch}
          slotProps={{
            inputLabel: { shrink: true },
            htmlInput: { spellCheck: false, autoCapitalize: 'off' },
          }}
          onChange={(event) => setDraft({ ...draft, branch: event.target.value })}
        />
        <Button type="submit" disabled={busy || draft.name.trim() === ''}>
          {busy ? 'Adding…' : 'Add environment'}
        </Button>
      </form>
      {problem && <ProblemNotice problem={problem} />}
    </Section>
  );
};
