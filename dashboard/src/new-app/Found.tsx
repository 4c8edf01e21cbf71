import { useState } from 'react';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useNavigate } from 'react-router';
import { useDeploy } from '../app/actions/use-deploy';
import { newClientToken } from '../app/use-actions';
import { problemOf, type Problem } from '../api/errors';
import { frameworkNames } from '../format/framework';
import type { InspectRepositoryQuery } from '../gql/graphql';
import { paths } from '../routes';
import { CommitLine } from '../ui/CommitLine';
import { Notice, ProblemNotice } from '../ui/Notice';
import { useToasts } from '../ui/Toasts';
import styles from './new-app.module.css';
import { Plan } from './Plan';
import { useCreateApp } from './use-create-app';

interface FoundProps {
  found: InspectRepositoryQuery['inspectRepository'];
  /** What opened it, when it is not public. */
  repositoryToken: string | null;
  /** Looks again, at another branch. */
  onBranch: (branch: string) => void;
}

/** What was found in the repository, what a first deployment would run, and the button that starts it. */
export const Found = ({ found, repositoryToken, onBranch }: FoundProps) => {
  const [name, setName] = useState(found.suggestedName);
  const [branch, setBranch] = useState(found.defaultBranch);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const createApp = useCreateApp();
  const deploy = useDeploy();
  const navigate = useNavigate();
  const { complain } = useToasts();

  const create = async (): Promise<void> => {
    const app = await createApp({
      name: name.trim(),
      repository: found.repository,
      repositoryToken,
      directory: found.directory,
      defaultBranch: branch,
      framework: found.framework,
    });
    const first = app?.environments[0];
    if (!app || !first) return;
    // The app exists from here on: a refused first deployment is told on its page.
    const deployment = await deploy({ environmentId: first.id, clientToken: newClientToken() }).catch(
      complain,
    );
    void navigate(deployment ? paths.deployment(deployment.id) : paths.app(app.name));
  };

  return (
    <form
      className={styles.found}
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        setProblem(undefined);
        create()
          .catch((thrown: unknown) => setProblem(problemOf(thrown)))
          .finally(() => setBusy(false));
      }}
    >
      <section className={`card ${styles.facts}`} aria-label="What was found">
        <dl>
          <dt>Newest commit</dt>
          <dd>
            <CommitLine commit={found.commit} />
          </dd>
          <dt>Deployed with</dt>
          <dd>
            {frameworkNames[found.framework]} <span className="dim">· {found.frameworkEvidence}</span>
          </dd>
          <dt>Packages</dt>
          <dd>
            {found.packageManager ?? 'none'}
            {found.nodeVersion && <span className="dim"> · Node.js {found.nodeVersion}</span>}
          </dd>
        </dl>
      </section>
      {found.warnings.map((warning) => (
        <Notice key={warning} tone="wait" title={warning} />
      ))}
      <Plan plan={found.plan} />
      <section className={`card ${styles.form}`} aria-label="The new app">
        <TextField
          label="Name"
          value={name}
          helperText="Lower-case letters, digits and hyphens."
          slotProps={{ htmlInput: { spellCheck: false } }}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          select
          label="Branch"
          value={branch}
          helperText="A push to it deploys to development."
          onChange={(event) => {
            setBranch(event.target.value);
            onBranch(event.target.value);
          }}
        >
          {[...new Set([branch, ...found.branches])].map((each) => (
            <MenuItem key={each} value={each}>
              {each}
            </MenuItem>
          ))}
        </TextField>
        {problem && <ProblemNotice problem={problem} />}
        <div className={styles.create}>
          <Button type="submit" variant="contained" color="primary" disabled={busy || name.trim() === ''}>
            {busy ? 'Creating…' : 'Create and deploy'}
          </Button>
          <span className="dim">
            Creates development, staging and production, and deploys to development. Commands can be changed
            in the settings.
          </span>
        </div>
      </section>
    </form>
  );
};
