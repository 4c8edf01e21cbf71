import type { GitHubFactsFragment } from '../gql/graphql';
import { Chip } from '../ui/Page';
import { External } from './External';
import styles from './github.module.css';

const granted = { ALL: 'all repositories', SELECTED: 'chosen repositories' } as const;

/** The accounts that the App is installed on. */
export const Installations = ({ installations }: Pick<GitHubFactsFragment, 'installations'>) =>
  installations.length === 0 ? (
    <p className="dim">
      Nowhere yet, so there is no repository to choose. Install the App on an account and grant it
      repositories.
    </p>
  ) : (
    <ul className={styles.installations} aria-label="Installations">
      {installations.map(({ id, account, repositorySelection, suspended, url }) => (
        <li key={id}>
          <strong className="clip">{account}</strong>
          <span className="dim">{granted[repositorySelection]}</span>
          {suspended && (
            <Chip title="The App can read nothing here until this is ended at GitHub.">suspended</Chip>
          )}
          <External href={url}>
            Change<span className="sr-only"> what is granted by {account}</span>
          </External>
        </li>
      ))}
    </ul>
  );
