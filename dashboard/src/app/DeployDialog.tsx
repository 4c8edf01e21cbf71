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
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { Notice } from '../ui/Notice';
import { useDeploy } from './actions/use-deploy';
import { newClientToken, useActionRunner } from './use-actions';

interface DeployDialogProps {
  environments: readonly LiveEnvironmentFragment[];
  defaultBranch: string;
  onClose: () => void;
}

export const DeployDialog = ({ environments, defaultBranch, onClose }: DeployDialogProps) => {
  const open = environments.filter((environment) => allowedActions(environments, environment).deploy.allowed);
  const [environmentId, setEnvironmentId] = useState(open[0]?.id ?? '');
  const [branch, setBranch] = useState(open[0]?.branch ?? defaultBranch);
  const [commit, setCommit] = useState('');
  const { run } = useActionRunner();
  const deploy = useDeploy();
  const target = open.find((environment) => environment.id === environmentId);
  const submit = (): void => {
    if (!target) return;
    run(`Deploying to ${target.name}.`, () =>
      deploy({
        environmentId,
        branch: branch.trim() || null,
        commit: commit.trim() || null,
        clientToken: newClientToken(),
      }),
    );
    onClose();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" aria-labelledby="deploy-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DialogTitle id="deploy-title">Deploy a branch</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
          {open.length === 0 ? (
            <Notice tone="wait" title="Every environment is protected">
              Protected environments take promotions only. Add one that is not, or turn protection off in its
              settings.
            </Notice>
          ) : (
            <>
              <TextField
                select
                label="Environment"
                value={environmentId}
                onChange={(event) => setEnvironmentId(event.target.value)}
              >
                {open.map((environment) => (
                  <MenuItem key={environment.id} value={environment.id}>
                    {environment.name}
                  </MenuItem>
                ))}
              </TextField>
              <TextField label="Branch" value={branch} onChange={(event) => setBranch(event.target.value)} />
              <TextField
                label="Commit"
                value={commit}
                placeholder="The branch’s newest"
                helperText="All 40 digits, or empty for the branch’s newest."
                slotProps={{
                  inputLabel: { shrink: true },
                  htmlInput: { className: 'mono', spellCheck: false },
                }}
                onChange={(event) => setCommit(event.target.value)}
              />
            </>
          )}
        </DialogContent>
        <DialogActions>
          <Button type="button" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" variant="contained" color="primary" disabled={!target}>
            {target ? `Deploy to ${target.name}` : 'Deploy'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
