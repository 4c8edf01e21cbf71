import { Link } from 'react-router';
import { isTerminal } from '../../../core/states';
import { useCancel } from '../app/actions/use-cancel';
import { useActionRunner } from '../app/use-actions';
import { alreadyLive } from '../format/skipped';
import { shortHash } from '../format/text';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { paths } from '../routes';
import { ActionButton } from '../ui/ActionButton';
import { CopyButton } from '../ui/CopyButton';
import { PageHead } from '../ui/Page';
import { Avatar } from '../ui/Person';
import { Status } from '../ui/Status';
import { Ago, Elapsed } from '../ui/Times';
import { lookOfDeployment, startedHow, titleOf } from './describe';
import styles from './deployment.module.css';
import { useRepeat } from './use-repeat';

const Where = ({ deployment }: { deployment: LiveDeploymentFragment }) => {
  const { appName, environmentName, sourceEnvironmentName, kind } = deployment;
  const target = <Link to={paths.app(appName)}>{environmentName}</Link>;
  if (kind === 'TEARDOWN') return <>everything removed from {target}</>;
  if (kind === 'ROLLBACK') return <>{target} returns to it</>;
  return (
    <>
      {sourceEnvironmentName && `from ${sourceEnvironmentName} `}to {target}
    </>
  );
};

const Actions = ({ deployment }: { deployment: LiveDeploymentFragment }) => {
  const { id, status, cancelRequested } = deployment;
  const { busy, run } = useActionRunner();
  const cancel = useCancel();
  const repeat = useRepeat(deployment);
  if (!isTerminal(status)) {
    return (
      <ActionButton
        busy={busy}
        refusal={
          cancelRequested ? 'It is being cancelled: the running command gets time to stop.' : undefined
        }
        onClick={() => run('Cancelling.', () => cancel(id).then(() => undefined))}
      >
        Cancel
      </ActionButton>
    );
  }
  // What was skipped because it is live already offers it below, with the reason.
  if (!repeat || status === 'SUCCEEDED' || alreadyLive(deployment)) return null;
  return (
    <ActionButton busy={busy} onClick={() => run(repeat.sentence, repeat.start)}>
      {repeat.label}
    </ActionButton>
  );
};

/** Title, status, and where it came from. */
export const DeploymentHead = ({ deployment }: { deployment: LiveDeploymentFragment }) => {
  const { commit, branch, startedBy, createdAt, startedAt, finishedAt } = deployment;
  const hash = commit && shortHash(commit.hash);
  return (
    <PageHead
      title={
        <span className={styles.title}>
          {titleOf(deployment)}{' '}
          <Status look={lookOfDeployment(deployment)} pill>
            {startedAt && (
              <>
                {' · '}
                <Elapsed startedAt={startedAt} finishedAt={finishedAt ?? null} />
              </>
            )}
          </Status>
        </span>
      }
      actions={<Actions deployment={deployment} />}
    >
      <span className={styles.facts}>
        {commit && (
          <span className={styles.hash}>
            {commit.url ? (
              <a href={commit.url} target="_blank" rel="noopener noreferrer">
                <code>{hash}</code>
              </a>
            ) : (
              <code>{hash}</code>
            )}
            <CopyButton text={commit.hash} label="Copy the commit hash" />
            {branch && <>on {branch}</>}
          </span>
        )}
        <span className={styles.by}>
          <Avatar name={startedBy} size={16} /> {startedHow(deployment)} <Ago iso={createdAt} />
        </span>
        <span className={styles.where}>
          <Where deployment={deployment} />
        </span>
      </span>
    </PageHead>
  );
};
