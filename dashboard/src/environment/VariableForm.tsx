import { useState } from 'react';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { problemOf, type Problem } from '../api/errors';
import { ProblemNotice } from '../ui/Notice';
import styles from './environment.module.css';
import { useSetVariable } from './use-set-variable';

const empty = { name: '', value: '', secret: false };

/** Sets a variable; one that exists gets the new value. */
export const VariableForm = ({ environmentId }: { environmentId: string }) => {
  const setVariable = useSetVariable();
  const [draft, setDraft] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return (
    <form
      className={styles.variableForm}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        setProblem(undefined);
        setVariable({ environmentId, ...draft, name: draft.name.trim() })
          .then(() => setDraft({ ...empty, secret: draft.secret }))
          .catch((thrown: unknown) => setProblem(problemOf(thrown)))
          .finally(() => setBusy(false));
      }}
    >
      <TextField
        label="Name"
        value={draft.name}
        slotProps={{ htmlInput: { className: 'mono', spellCheck: false, autoComplete: 'off' } }}
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
      />
      <TextField
        label="Value"
        value={draft.value}
        type={draft.secret ? 'password' : 'text'}
        multiline={!draft.secret}
        maxRows={6}
        slotProps={{ htmlInput: { className: 'mono', spellCheck: false, autoComplete: 'new-password' } }}
        onChange={(event) => setDraft({ ...draft, value: event.target.value })}
      />
      <FormControlLabel
        label="Secret"
        control={
          <Checkbox
            size="small"
            checked={draft.secret}
            onChange={(_, secret) => setDraft({ ...draft, secret })}
          />
        }
      />
      <Button type="submit" disabled={busy || draft.name.trim() === ''}>
        {busy ? 'Saving…' : 'Set'}
      </Button>
      {problem && (
        <div className={styles.wide}>
          <ProblemNotice problem={problem} />
        </div>
      )}
    </form>
  );
};
