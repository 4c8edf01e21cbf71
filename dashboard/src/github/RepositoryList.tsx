/** The repositories of one installation, page by page. */
import { useState } from 'react';
import { useQuery } from '@apollo/client/react';
import Button from '@mui/material/Button';
import { problemOf, type Problem } from '../api/errors';
import type { GitHubRepositoriesQuery } from '../gql/graphql';
import { ProblemNotice } from '../ui/Notice';
import { Chip, Skeleton } from '../ui/Page';
import { repositoriesQuery } from './github-query';
import styles from './github.module.css';

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

interface RepositoryListProps {
  installationId: string;
  /** What a name must hold; empty: any. */
  search: string;
  /** The address that is chosen now. */
  chosen: string;
  onChoose: (url: string) => void;
}

export const RepositoryList = ({ installationId, search, chosen, onChoose }: RepositoryListProps) => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { data, previousData, error, fetchMore } = useQuery(repositoriesQuery, {
    variables: { installationId, search, after: null },
    fetchPolicy: 'cache-and-network',
  });
  const page = error ? undefined : (data ?? previousData)?.githubRepositories;
  const more = (): void => {
    setBusy(true);
    setProblem(undefined);
    fetchMore({
      variables: { after: page?.pageInfo.endCursor ?? null },
      updateQuery: (before, { fetchMoreResult: next }) => ({
        githubRepositories: {
          ...next.githubRepositories,
          nodes: [...before.githubRepositories.nodes, ...next.githubRepositories.nodes],
        },
      }),
    })
      .catch((thrown: unknown) => setProblem(problemOf(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <>
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
      {problem && <ProblemNotice problem={problem} />}
      {page?.pageInfo.hasNextPage && (
        <div>
          <Button disabled={busy} onClick={more}>
            {busy ? 'Looking for more…' : 'More repositories'}
          </Button>
        </div>
      )}
    </>
  );
};
