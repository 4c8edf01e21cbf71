/** Posts the manifest of a GitHub App to GitHub, as GitHub wants it: by a form of the person's own browser. */
import { useEffect, useRef, useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { problemOf, type Problem } from '../api/errors';
import { useRefusal } from '../session/use-permission';
import { ProblemNotice } from '../ui/Notice';
import styles from './github.module.css';
import { type ConnectionStart, useStartConnection } from './use-start-connection';

export const ConnectForm = () => {
  const start = useStartConnection();
  const refusal = useRefusal('configure');
  const form = useRef<HTMLFormElement>(null);
  const [organization, setOrganization] = useState('');
  const [host, setHost] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [started, setStarted] = useState<ConnectionStart>();
  useEffect(() => {
    // Without the handler below: the form itself goes to GitHub, and the page with it.
    if (started) form.current?.submit();
  }, [started]);
  return (
    <form
      ref={form}
      method="post"
      action={started?.url}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        setProblem(undefined);
        start({ organization: organization.trim() || null, host: host.trim() || null })
          .then(setStarted)
          .catch((thrown: unknown) => {
            setProblem(problemOf(thrown));
            setBusy(false);
          });
      }}
    >
      <input type="hidden" name="manifest" value={started?.manifest ?? ''} />
      <p>
        GitHub makes an App of your own that reads repositories and tells commits how their deployments went.
        Its keys stay in this installation’s secret store.
      </p>
      <TextField
        label="Organization"
        value={organization}
        helperText="Whose repositories are deployed. Empty: those of your own account."
        slotProps={{ htmlInput: { autoCapitalize: 'off', autoComplete: 'off', spellCheck: false } }}
        onChange={(event) => setOrganization(event.target.value)}
      />
      <TextField
        label="Host of a GitHub Enterprise"
        value={host}
        placeholder="github.com"
        helperText="Only for a GitHub of your own, such as github.example.com."
        slotProps={{
          inputLabel: { shrink: true },
          htmlInput: { autoCapitalize: 'off', autoComplete: 'off', spellCheck: false },
        }}
        onChange={(event) => setHost(event.target.value)}
      />
      {(problem ?? refusal) && (
        <ProblemNotice
          problem={problem ?? { message: refusal ?? '', nextStep: 'Ask an owner to connect it.' }}
        />
      )}
      <div>
        <Button type="submit" variant="contained" color="primary" disabled={busy || refusal !== undefined}>
          {busy ? 'Going to GitHub…' : 'Connect GitHub'}
        </Button>
      </div>
    </form>
  );
};
