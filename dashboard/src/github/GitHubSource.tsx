/** On the page of a new app: a repository from GitHub, or the way to connect it. */
import { useQuery } from '@apollo/client/react';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { paths } from '../routes';
import { ProblemNotice } from '../ui/Notice';
import { githubQuery } from './github-query';
import styles from './github.module.css';
import { RepositoryPicker } from './RepositoryPicker';

interface GitHubSourceProps {
  chosen: string;
  onChoose: (url: string) => void;
}

/** Nothing where GitHub cannot be asked about: an address can be typed all the same. */
export const GitHubSource = ({ chosen, onChoose }: GitHubSourceProps) => {
  const { data } = useQuery(githubQuery, { fetchPolicy: 'cache-and-network' });
  const github = data?.github;
  if (!github) return null;
  const usable = github.installations.length > 0;
  return (
    <section className={`card ${styles.source}`} aria-labelledby="from-github">
      <div className={styles.sourceHead}>
        <div>
          <h2 id="from-github">From GitHub</h2>
          {github.state === 'NOT_CONNECTED' && (
            <p className="dim">
              Connect GitHub to choose among your repositories, private ones too, without an access token.
            </p>
          )}
          {github.state !== 'NOT_CONNECTED' && !usable && !github.problem && (
            <p className="dim">{github.name} is connected, and installed nowhere yet.</p>
          )}
        </div>
        {github.state === 'NOT_CONNECTED' && (
          <Button component={Link} to={paths.github}>
            Connect GitHub
          </Button>
        )}
        {github.state !== 'NOT_CONNECTED' && !usable && github.installUrl && (
          <Button href={github.installUrl}>Install it</Button>
        )}
      </div>
      {github.problem && <ProblemNotice problem={github.problem} />}
      {usable && <RepositoryPicker github={github} chosen={chosen} onChoose={onChoose} />}
    </section>
  );
};
