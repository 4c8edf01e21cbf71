import { useState } from 'react';
import type { Verdict } from '../../../core/pipeline';
import { count, shortHash } from '../format/text';
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { ActionButton } from '../ui/ActionButton';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { Icon } from '../ui/Icon';
import { usePromote } from './actions/use-promote';
import styles from './app.module.css';
import { newClientToken, useActionRunner } from './use-actions';

interface PromoteLinkProps {
  source: LiveEnvironmentFragment;
  target: LiveEnvironmentFragment;
  verdict: Verdict;
  /** How far the source is ahead, in a few words. */
  ahead: string;
}

/** The link between two environments: promotes what is live in one to the next. */
export const PromoteLink = ({ source, target, verdict, ahead }: PromoteLinkProps) => {
  const promote = usePromote();
  const { busy, run } = useActionRunner();
  const [asking, setAsking] = useState(false);
  const commit = source.live?.commit;
  const same = ahead === 'same commit';
  const start = (): void =>
    run(`Promoting ${source.name} to ${target.name}.`, (force) =>
      promote({
        environmentId: target.id,
        force,
        deploymentId: source.live?.id ?? null,
        clientToken: newClientToken(),
      }),
    );
  return (
    <div className={styles.link}>
      <ActionButton
        variant={verdict.allowed && !same ? 'contained' : 'outlined'}
        color={verdict.allowed && !same ? 'primary' : 'inherit'}
        label={`Promote ${source.name} to ${target.name}`}
        refusal={verdict.allowed ? undefined : verdict.reason}
        busy={busy}
        onClick={() => (target.protected ? setAsking(true) : start())}
      >
        Promote
        <span className={styles.arrow}>
          <Icon name="arrow" size={14} />
        </span>
      </ActionButton>
      <small>{ahead}</small>
      {asking && (
        <ConfirmDialog
          title={`Promote to ${target.name}?`}
          confirm={`Promote to ${target.name}`}
          keep="Not now"
          onConfirm={start}
          onClose={() => setAsking(false)}
        >
          {commit ? (
            <>
              {target.name} gets <code>{shortHash(commit.hash)}</code> {commit.subject}, which is live in{' '}
              {source.name}.
            </>
          ) : (
            <>
              {target.name} gets what is live in {source.name}.
            </>
          )}
          {target.approval && (
            <p className="dim" style={{ marginTop: 8 }}>
              It starts after {count(target.approval.required, 'approval')}.
            </p>
          )}
        </ConfirmDialog>
      )}
    </div>
  );
};
