/** Connects a repository: look into it, show what was found and what would run, then create and deploy. */
import { useEffect, useState } from 'react';
import { useLazyQuery } from '@apollo/client/react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { problemOf } from '../api/errors';
import { GitHubSource } from '../github/GitHubSource';
import { useCrumbs } from '../shell/crumbs';
import { ProblemNotice } from '../ui/Notice';
import { PageHead, useTitle } from '../ui/Page';
import { TokenField } from '../ui/TokenField';
import { Found } from './Found';
import { inspectQuery } from './inspect-query';
import styles from './new-app.module.css';
import { useExampleRepository } from './use-example';

const NewAppPage = () => {
  useTitle('New app');
  useCrumbs({ label: 'New app' });
  const example = useExampleRepository();
  const [typed, setTyped] = useState<string>();
  const [directory, setDirectory] = useState('.');
  const [token, setToken] = useState('');
  const [inspect, { data, previousData, error, loading }] = useLazyQuery(inspectQuery, {
    fetchPolicy: 'network-only',
  });
  useEffect(() => {
    if (example) inspect({ variables: { repository: example } }).catch(() => undefined);
  }, [example, inspect]);
  const repository = typed ?? example ?? '';
  const look = (branch?: string, address = repository): void => {
    if (address.trim() === '') return;
    void inspect({
      variables: {
        repository: address.trim(),
        directory: directory.trim() || '.',
        branch: branch ?? null,
        repositoryToken: token || null,
      },
    }).catch(() => undefined);
  };
  // While another branch is looked into, what was found before stays, with what the person has typed below it.
  const found = (loading ? (data ?? previousData) : data)?.inspectRepository;
  return (
    <div className={styles.page}>
      <PageHead title="New app">
        An app is a repository, or one directory of it, with its environments.
      </PageHead>
      <GitHubSource
        chosen={repository}
        onChoose={(address) => {
          setTyped(address);
          look(undefined, address);
        }}
      />
      <form
        className={`card ${styles.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <TextField
          label="Repository"
          value={repository}
          placeholder="/home/you/project or https://github.com/you/project.git"
          helperText="A path on this machine, or an address that starts with https://, file:// or git@."
          slotProps={{
            inputLabel: { shrink: true },
            htmlInput: { autoCapitalize: 'off', autoComplete: 'off', spellCheck: false },
          }}
          onChange={(event) => setTyped(event.target.value)}
        />
        <TokenField repository={repository} value={token} onChange={setToken} />
        <TextField
          label="Directory"
          value={directory}
          helperText="Where the app is in the repository; a dot is its root."
          slotProps={{ htmlInput: { spellCheck: false } }}
          onChange={(event) => setDirectory(event.target.value)}
        />
        <Button
          type="submit"
          variant={found ? 'outlined' : 'contained'}
          color={found ? 'inherit' : 'primary'}
          disabled={loading || repository.trim() === ''}
        >
          {loading ? 'Looking into it…' : 'Look into it'}
        </Button>
      </form>
      {error && !loading && <ProblemNotice problem={problemOf(error)} />}
      {found && (
        <Found
          key={`${found.repository} ${found.directory}`}
          found={found}
          repositoryToken={token || null}
          onBranch={look}
        />
      )}
    </div>
  );
};

export default NewAppPage;
