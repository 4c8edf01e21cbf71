import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { useActionRunner } from '../app/use-actions';
import { alreadyLive } from '../format/skipped';
import { lookOf } from '../format/status';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { paths } from '../routes';
import { Notice } from '../ui/Notice';
import { Sentence } from '../ui/Sentence';
import { hasEndNotice } from './describe';
import styles from './deployment.module.css';
import { useRepeat } from './use-repeat';

interface EndNoticeProps {
  deployment: LiveDeploymentFragment;
}

/** It would have changed nothing: what is live, and the way to run it all the same. */
const AlreadyLive = ({ deployment, sentence, liveId }: EndNoticeProps & Live) => {
  const { busy, run } = useActionRunner();
  const repeat = useRepeat(deployment);
  return (
    <Notice
      tone="idle"
      title="Already live"
      actions={
        repeat && (
          <Button disabled={busy} onClick={() => run(repeat.sentence, () => repeat.start(true))}>
            Deploy anyway
          </Button>
        )
      }
    >
      <Sentence text={sentence} />{' '}
      <Link className={styles.settings} to={paths.deployment(liveId)}>
        Open what is live
      </Link>
    </Notice>
  );
};

type Live = NonNullable<ReturnType<typeof alreadyLive>>;

/** Why it ended without success, and what to do next. */
export const EndNotice = ({ deployment }: EndNoticeProps) => {
  const { status, kind, reason, nextStep, cancelledBy, supersededBy, appName, environmentName } = deployment;
  if (!hasEndNotice(deployment)) return null;
  const { tone, word } = lookOf(status, kind);
  const live = alreadyLive(deployment);
  const title =
    reason ?? (status === 'CANCELLED' && cancelledBy ? `Cancelled by ${cancelledBy}.` : `${word}.`);
  return (
    <div className={styles.notice}>
      {live ? (
        <AlreadyLive deployment={deployment} {...live} />
      ) : (
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
      )}
    </div>
  );
};
