import Button from '@mui/material/Button';
import { memo } from 'react';
import { isTerminal } from '../../../core/states';
import { lookOfDeployment } from '../deployment/describe';
import { alreadyLive } from '../format/skipped';
import { triggerWords } from '../format/status';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { paths } from '../routes';
import { CommitLine } from '../ui/CommitLine';
import { EmptyState } from '../ui/Page';
import { Person } from '../ui/Person';
import { Sentence } from '../ui/Sentence';
import { Status } from '../ui/Status';
import { Ago, Elapsed } from '../ui/Times';
import styles from './app.module.css';

const whereTo = ({ kind, sourceEnvironmentName, environmentName }: LiveDeploymentFragment): string =>
  kind === 'PROMOTE' && sourceEnvironmentName
    ? `${sourceEnvironmentName} → ${environmentName}`
    : environmentName;

const Row = memo(({ deployment }: { deployment: LiveDeploymentFragment }) => {
  const { startedAt, finishedAt, createdAt, reason, nextStep } = deployment;
  const unlike = isTerminal(deployment.status) && deployment.status !== 'SUCCEEDED' ? reason : null;
  const why = alreadyLive(deployment)?.sentence ?? unlike;
  return (
    <li className={styles.activityRow}>
      <div className={styles.what}>
        <Status look={lookOfDeployment(deployment)} /> <span className="clip">{whereTo(deployment)}</span>
      </div>
      <CommitLine
        commit={deployment.commit}
        to={paths.deployment(deployment.id)}
        otherwise={deployment.kind === 'TEARDOWN' ? 'Everything removed' : 'No commit yet'}
      />
      <div className={`dim ${styles.starter}`}>
        <Person name={deployment.startedBy} />
        <span className={styles.trigger}>· {triggerWords[deployment.trigger]}</span>
      </div>
      <div className={`numbers ${styles.taken}`}>
        <Elapsed startedAt={startedAt ?? null} finishedAt={finishedAt ?? null} />
      </div>
      <div className={`dim ${styles.when}`}>
        <Ago iso={finishedAt ?? startedAt ?? createdAt} />
      </div>
      {why && (
        <p className={`dim ${styles.why}`}>
          <Sentence text={[why, nextStep].filter(Boolean).join(' ')} />
        </p>
      )}
    </li>
  );
});
Row.displayName = 'ActivityRow';

interface ActivityProps {
  deployments: readonly LiveDeploymentFragment[];
  hasMore: boolean;
  onMore: () => void;
}

/** What happened, newest first. */
export const Activity = ({ deployments, hasMore, onMore }: ActivityProps) => (
  <section aria-labelledby="activity">
    <h2 id="activity" className={styles.sectionTitle}>
      Activity
    </h2>
    <div className="card">
      {deployments.length === 0 ? (
        <EmptyState title="No deployments yet">
          Each deployment, promotion, rollback and teardown of this app is listed here. Push to a branch that
          an environment follows, or use Deploy.
        </EmptyState>
      ) : (
        <>
          <div className={`${styles.activityRow} ${styles.activityHead}`} aria-hidden="true">
            <span>Deployment</span>
            <span>Commit</span>
            <span>Started by</span>
            <span>Duration</span>
            <span>When</span>
          </div>
          <ul>
            {deployments.map((deployment) => (
              <Row key={deployment.id} deployment={deployment} />
            ))}
          </ul>
        </>
      )}
    </div>
    {hasMore && (
      <div className={styles.more}>
        <Button onClick={onMore}>Older deployments</Button>
      </div>
    )}
  </section>
);
