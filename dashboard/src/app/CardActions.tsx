import { useState } from 'react';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { Action, Verdict } from '../../../core/pipeline';
import { shortHash } from '../format/text';
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { paths } from '../routes';
import { ActionButton } from '../ui/ActionButton';
import { useCancel } from './actions/use-cancel';
import { useDeploy } from './actions/use-deploy';
import { useRollback } from './actions/use-rollback';
import { useTeardown } from './actions/use-teardown';
import styles from './app.module.css';
import { RollbackDialog, TeardownDialog } from './ActionDialogs';
import { newClientToken, useActionRunner } from './use-actions';

interface CardActionsProps {
  environment: LiveEnvironmentFragment;
  actions: Record<Action, Verdict>;
}

const refusalOf = (verdict: Verdict): string | undefined => (verdict.allowed ? undefined : verdict.reason);

/** What can be done with what runs in an environment or waits for it. */
export const CurrentActions = ({ environment, actions }: CardActionsProps) => {
  const { busy, run } = useActionRunner();
  const cancel = useCancel();
  const current = environment.active ?? environment.queued;
  if (!current) return null;
  return (
    <div className={styles.now}>
      <Button component={Link} to={paths.deployment(current.id)}>
        Watch
      </Button>
      <ActionButton
        busy={busy}
        refusal={refusalOf(actions.cancel)}
        onClick={() => run(`Cancelling the deployment in ${environment.name}.`, () => cancel(current.id))}
      >
        Cancel
      </ActionButton>
    </div>
  );
};

/** What can be done to an environment now; what cannot says why. */
export const CardActions = ({ environment, actions }: CardActionsProps) => {
  const { id, name } = environment;
  const { busy, run } = useActionRunner();
  const [asking, setAsking] = useState<'rollback' | 'teardown' | null>(null);
  const deploy = useDeploy();
  const rollback = useRollback();
  const teardown = useTeardown();
  const previous = environment.previous;
  return (
    <div className={styles.actions}>
      <ActionButton
        busy={busy}
        refusal={refusalOf(actions.deploy)}
        onClick={() =>
          run(`Deploying to ${name}.`, (force) =>
            deploy({ environmentId: id, force, clientToken: newClientToken() }),
          )
        }
      >
        Deploy
      </ActionButton>
      <ActionButton busy={busy} refusal={refusalOf(actions.rollback)} onClick={() => setAsking('rollback')}>
        Roll back
      </ActionButton>
      <ActionButton
        busy={busy}
        variant="text"
        refusal={refusalOf(actions.teardown)}
        onClick={() => setAsking('teardown')}
      >
        Tear down
      </ActionButton>
      {asking === 'rollback' && (
        <RollbackDialog
          name={name}
          target={
            previous?.commit
              ? `${shortHash(previous.commit.hash)} ${previous.commit.subject ?? ''}`
              : undefined
          }
          automatic={environment.automatic}
          onClose={() => setAsking(null)}
          onConfirm={() =>
            run(`Rolling ${name} back.`, () =>
              rollback({
                environmentId: id,
                deploymentId: previous?.id ?? null,
                clientToken: newClientToken(),
              }),
            )
          }
        />
      )}
      {asking === 'teardown' && (
        <TeardownDialog
          name={name}
          guarded={environment.protected}
          onClose={() => setAsking(null)}
          onConfirm={() =>
            run(`Tearing ${name} down.`, () =>
              teardown({ environmentId: id, confirmName: name, clientToken: newClientToken() }),
            )
          }
        />
      )}
    </div>
  );
};
