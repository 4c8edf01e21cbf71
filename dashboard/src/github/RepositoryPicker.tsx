/** The repositories of the GitHub App's installations, to choose one from. */
import { useEffect, useState } from 'react';
import { useQuery } from '@apollo/client/react';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { problemOf } from '../api/errors';
import type { GitHubFactsFragment, GitHubRepositoriesQuery } from '../gql/graphql';
import { ProblemNotice } from '../ui/Notice';
import { Chip, Skeleton } from '../ui/Page';
import { External } from './External';
import { repositoriesQuery } from './github-query';
import styles from './github.module.css';

const TYPING_MS = 250;

/** What was typed, once nothing more is typed for a moment. */
const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};

type Repository = GitHubRepositoriesQuery['githubRepositories']['nodes'][number];

interface ItemProps {
  repository: Repository;
  chosen: boolean;
  onChoose: () => void;
}

const Item = ({ repository: { name, private: isPrivate, archived, apps }, chosen, onChoose }: ItemProps) => (
  <li>
    <button type="button" className={styles.repository} aria-pressed={chosen} onClick={onChoose}>
      <span className={styles.repositoryName}>{name}</span>
      {isPrivate && <Chip>private</Chip>}
      {archived && <Chip title="It takes no more commits.">archived</Chip>}
      {apps.length > 0 && <Chip title={`Connected as ${apps.join(', ')}.`}>connected</Chip>}
    </button>
  </li>
);

interface RepositoryPickerProps {
  github: GitHubFactsFragment;
  /** The address that is chosen now. */
  chosen: string;
  onChoose: (url: string) => void;
}

export const RepositoryPicker = ({ github, chosen, onChoose }: RepositoryPickerProps) => {
  const { installations, installUrl } = github;
  const [installationId, setInstallationId] = useState(installations[0]?.id ?? '');
  const [typed, setTyped] = useState('');
  const search = useSettled(typed);
  const [more, setMore] = useState(false);
  const { data, previousData, error, fetchMore } = useQuery(repositoriesQuery, {
    variables: { installationId, search, after: null },
    fetchPolicy: 'cache-and-network',
    skip: installationId === '',
  });
  const page = error ? undefined : (data ?? previousData)?.githubRepositories;
  return (
    <>
      <div className={styles.search}>
        {installations.length > 1 && (
          <TextField
            select
            label="Account"
            value={installationId}
            onChange={(event) => setInstallationId(event.target.value)}
          >
            {installations.map(({ id, account }) => (
              <MenuItem key={id} value={id}>
                {account}
              </MenuItem>
            ))}
          </TextField>
        )}
        <TextField
          label="Find a repository"
          type="search"
          value={typed}
          slotProps={{ htmlInput: { autoCapitalize: 'off', autoComplete: 'off', spellCheck: false } }}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {error && <ProblemNotice problem={problemOf(error)} />}
      {!page && !error && <Skeleton width="100%" height={120} />}
      {page?.nodes.length === 0 && (
        <p className="dim" role="status">
          {search === ''
            ? 'The App may read no repository of this account. Grant it one at GitHub.'
            : `No repository of this account has “${search}” in its name.`}
        </p>
      )}
      {page && page.nodes.length > 0 && (
        <ul className={styles.repositories} aria-label="Repositories">
          {page.nodes.map((repository) => (
            <Item
              key={repository.id}
              repository={repository}
              chosen={repository.url === chosen}
              onChoose={() => onChoose(repository.url)}
            />
          ))}
        </ul>
      )}
      <div className={styles.foot}>
        {page?.pageInfo.hasNextPage && (
          <Button
            disabled={more}
            onClick={() => {
              setMore(true);
              fetchMore({
                variables: { after: page.pageInfo.endCursor ?? null },
                updateQuery: (before, { fetchMoreResult: next }) => ({
                  githubRepositories: {
                    ...next.githubRepositories,
                    nodes: [...before.githubRepositories.nodes, ...next.githubRepositories.nodes],
                  },
                }),
              })
                .catch(() => undefined)
                .finally(() => setMore(false));
            }}
          >
            {more ? 'Looking for more…' : 'More repositories'}
          </Button>
        )}
        {installUrl && <External href={installUrl}>Install on more repositories</External>}
      </div>
    </>
  );
};
