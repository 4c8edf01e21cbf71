/** The repositories of the GitHub App's installations, to choose one from. */
import { useEffect, useState } from 'react';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { GitHubFactsFragment } from '../gql/graphql';
import { External } from './External';
import styles from './github.module.css';
import { RepositoryList } from './RepositoryList';

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
      {installationId !== '' && (
        // A list of its own for each account: the one of before says nothing about this one.
        <RepositoryList
          key={installationId}
          installationId={installationId}
          search={search}
          chosen={chosen}
          onChoose={onChoose}
        />
      )}
      {installUrl && (
        <div className={styles.foot}>
          <External href={installUrl}>Install on more repositories</External>
        </div>
      )}
    </>
  );
};
