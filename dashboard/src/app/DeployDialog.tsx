/** Deploys a branch or an exact commit to an environment of choice. */
import { useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { allowedActions } from '../../../core/pipeline';
import { problemOf, type Problem } from '../api/errors';
import { useNow } from '../format/clock-store';
import { alreadyLive } from '../format/skipped';
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { judgingOf } from '../hold/words';
import { Notice, ProblemNotice } from '../ui/Notice';
import { useDeploy } from './actions/use-deploy';
import { newClientToken, useTell } from './use-actions';

interface DeployDialogProps {
  environments: readonly LiveEnvironmentFragment[];
  defaultBranch: string;
  onClose: () => void;
}

export const DeployDialog = ({ environments, defaultBranch, onClose }: DeployDialogProps) => {
  const now = useNow('slow');
  const verdicts = environments.map((environment) => ({
    environment,
    verdict: allowedActions(environments, environment, judgingOf(environment, now)).deploy,
  }));
  const open = verdicts.filter(({ verdict }) => verdict.allowed).map(({ environment }) => environment);
  const refusals = verdicts.flatMap(({ verdict }) => (verdict.allowed ? [] : [verdict.reason]));
  const [environmentId, setEnvironmentId] = useState(open[0]?.id ?? '');
  const [branch, setBranch] = useState(open[0]?.branch ?? defaultBranch);
  const [commit, setCommit] = useState('');
  const [busy, setBusy] = useState(false);
  const [skipped, setSkipped] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const tell = useTell();
  const deploy = useDeploy();
  const target = open.find((environment) => environment.id === environmentId);
  /** What is asked for changes: what was said of the last answer holds no more. */
  const change = (set: () => void): void => {
    setSkipped(undefined);
    setProblem(undefined);
    set();
  };
  const submit = (force: boolean): void => {
    if (!target || busy) return;
    setBusy(true);
    setProblem(undefined);
    deploy({
      environmentId,
      branch: branch.trim() || null,
      commit: commit.trim() || null,
      force,
      clientToken: newClientToken(),
    })
      .then((started) => {
        const equal = started && alreadyLive(started);
        if (equal) return setSkipped(equal.sentence);
        tell(`Deploying to ${target.name}.`, started);
        onClose();
      })
      .catch((thrown: unknown) => setProblem(problemOf(thrown)))
      .finally(() => setBusy(false));
  };
  const verb = skipped === undefined ? `Deploy to ${target?.name ?? ''}`.trim() : 'Deploy anyway';
  return (
    <Dialog open onClose={onClose} maxWidth="xs" aria-labelledby="deploy-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit(skipped !== undefined);
        }}
      >
        <DialogTitle id="deploy-title">Deploy a branch</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
          {open.length === 0 ? (
            <Notice tone="wait" title="No environment takes a branch now">
              <ul>
                {refusals.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </Notice>
          ) : (
            <>
              <TextField
                select
                label="Environment"
                value={environmentId}
                helperText={target?.approval ? 'It waits there until people approve it.' : undefined}
                onChange={(event) => change(() => setEnvironmentId(event.target.value))}
              >
                {open.map((environment) => (
                  <MenuItem key={environment.id} value={environment.id}>
                    {environment.name}
                  </MenuItem>
                ))}
              </TextField>
              <TextField
                label="Branch"
                value={branch}
                onChange={(event) => change(() => setBranch(event.target.value))}
              />
              <TextField
                label="Commit"
                value={commit}
                placeholder="The branch’s newest"
                helperText="All 40 digits, or empty for the branch’s newest."
                slotProps={{
                  inputLabel: { shrink: true },
                  htmlInput: { className: 'mono', spellCheck: false },
                }}
                onChange={(event) => change(() => setCommit(event.target.value))}
              />
            </>
          )}
          <div aria-live="polite">
            {skipped !== undefined && (
              <Notice tone="idle" title="Already live">
                {skipped}
              </Notice>
            )}
            {problem && <ProblemNotice problem={problem} />}
          </div>
        </DialogContent>
        <DialogActions>
          <Button type="button" onClick={onClose}>
            {skipped === undefined ? 'Not now' : 'Leave it'}
          </Button>
          <Button type="submit" variant="contained" color="primary" disabled={!target || busy}>
            {busy ? 'Asking…' : verb}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
