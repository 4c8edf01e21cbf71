import { useState } from 'react';
import Button from '@mui/material/Button';
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { Notice } from '../ui/Notice';
import { useToasts } from '../ui/Toasts';
import { useUpdateEnvironment } from './use-update-environment';

/** After a rollback, pushes wait until someone resumes them. */
export const PausedNotice = ({ environment }: { environment: LiveEnvironmentFragment }) => {
  const update = useUpdateEnvironment();
  const { complain } = useToasts();
  const [busy, setBusy] = useState(false);
  if (!environment.pausedReason) return null;
  return (
    <div style={{ marginBottom: 18 }}>
      <Notice
        tone="wait"
        title="Automatic deployment is paused"
        actions={
          <Button
            disabled={busy}
            onClick={() => {
              setBusy(true);
              update({ id: environment.id, paused: false })
                .catch(complain)
                .finally(() => setBusy(false));
            }}
          >
            Resume
          </Button>
        }
      >
        {environment.pausedReason} Pushes deploy again once it is resumed.
      </Notice>
    </div>
  );
};
