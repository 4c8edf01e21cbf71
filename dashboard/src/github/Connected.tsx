import { useState } from 'react';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { problemOf, type Problem } from '../api/errors';
import type { GitHubFactsFragment } from '../gql/graphql';
import { paths } from '../routes';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { ProblemNotice } from '../ui/Notice';
import { Section } from '../ui/Section';
import { Status } from '../ui/Status';
import { Ago } from '../ui/Times';
import { External } from './External';
import styles from './github.module.css';
import { Installations } from './Installations';
import { useDisconnect } from './use-disconnect';

const ways = {
  ACTIVE: {
    look: { tone: 'ok', shape: 'check', word: 'GitHub posts each push' },
    about: 'A push is deployed within seconds.',
  },
  POLLING: {
    look: { tone: 'idle', shape: 'clock', word: 'Branches are looked at by the clock' },
    about:
      'GitHub cannot reach this installation, or the App posts to another address. With a public address, disconnect and connect again: pushes then come at once.',
  },
} as const;

/** The connected App: what it is, what it is installed on, and the way to end it. */
export const Connected = ({ github }: { github: GitHubFactsFragment }) => {
  const disconnect = useDisconnect();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { name, url, owner, host, installations, installUrl, connectedAt, connectedBy } = github;
  const way = ways[github.state === 'ACTIVE' ? 'ACTIVE' : 'POLLING'];
  return (
    <>
      <Section title="GitHub App" about="Reads what is deployed, and reports how it went.">
        <dl className={styles.facts}>
          <dt>App</dt>
          <dd>{url ? <External href={url}>{name}</External> : name}</dd>
          <dt>Owner</dt>
          <dd>
            {owner}
            {host !== 'github.com' && <span className="dim"> at {host}</span>}
          </dd>
          <dt>Pushes</dt>
          <dd>
            <Status look={way.look} />
            <div className="dim">{way.about}</div>
          </dd>
          <dt>Connected</dt>
          <dd>
            {connectedAt && <Ago iso={connectedAt} />} by {connectedBy}
          </dd>
        </dl>
      </Section>
      <Section title="Installed on" about="Accounts whose repositories can be chosen for a new app.">
        {github.problem && <ProblemNotice problem={github.problem} />}
        {!github.problem && <Installations installations={installations} />}
        <div className={styles.actions}>
          {installUrl && (
            <Button
              href={installUrl}
              variant={installations.length === 0 ? 'contained' : 'outlined'}
              color={installations.length === 0 ? 'primary' : 'inherit'}
            >
              {installations.length === 0 ? 'Install it' : 'Install on more repositories'}
            </Button>
          )}
          {installations.length > 0 && (
            <Button component={Link} to={paths.newApp} variant="contained" color="primary">
              New app
            </Button>
          )}
        </div>
      </Section>
      <Section title="Disconnect" about="Trellis forgets the App’s keys. Delete the App itself at GitHub.">
        {problem && <ProblemNotice problem={problem} />}
        <div>
          <Button color="error" onClick={() => setAsking(true)}>
            Disconnect GitHub
          </Button>
        </div>
        {asking && (
          <ConfirmDialog
            title="Disconnect GitHub?"
            confirm="Disconnect GitHub"
            keep="Keep it"
            destructive
            onClose={() => setAsking(false)}
            onConfirm={() => {
              disconnect().catch((thrown: unknown) => setProblem(problemOf(thrown)));
            }}
          >
            Private repositories without an access token of their own can no longer be read, and commits are
            told nothing.
          </ConfirmDialog>
        )}
      </Section>
    </>
  );
};
