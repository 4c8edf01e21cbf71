import { Link } from 'react-router';
import { lookOf } from '../format/status';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { paths } from '../routes';
import { Notice } from '../ui/Notice';
import { Sentence } from '../ui/Sentence';
import { hasEndNotice } from './describe';
import styles from './deployment.module.css';

/** Why it ended without success, and what to do next. */
export const EndNotice = ({ deployment }: { deployment: LiveDeploymentFragment }) => {
  const { status, kind, reason, nextStep, cancelledBy, supersededBy, appName, environmentName } = deployment;
  if (!hasEndNotice(deployment)) return null;
  const { tone, word } = lookOf(status, kind);
  const title =
    reason ?? (status === 'CANCELLED' && cancelledBy ? `Cancelled by ${cancelledBy}.` : `${word}.`);
  return (
    <div className={styles.notice}>
      <Notice
        tone={tone === 'fail' ? 'fail' : 'idle'}
        title={<Sentence text={title} />}
        actions={
          tone === 'fail' && (
            <Link className={styles.settings} to={paths.environment(appName, environmentName)}>
              Settings of {environmentName}
            </Link>
          )
        }
      >
        {nextStep && <Sentence text={nextStep} />}
        {supersededBy && (
          <>
            {' '}
            <Link className={styles.settings} to={paths.deployment(supersededBy)}>
              Open the newer deployment
            </Link>
          </>
        )}
      </Notice>
    </div>
  );
};
