import { Link } from 'react-router';
import { AwaitingStatus } from '../approval/AwaitingStatus';
import { useNow } from '../format/clock-store';
import { emptyHint, environmentState } from '../format/environment-state';
import { shortHash } from '../format/text';
import { triggerWords } from '../format/status';
import type { ApprovalFactsFragment, LiveEnvironmentFragment } from '../gql/graphql';
import { HoldMark } from '../hold/HoldMark';
import { nounInForce } from '../hold/words';
import { paths } from '../routes';
import { CommitLine } from '../ui/CommitLine';
import { Avatar } from '../ui/Person';
import { RunStatus } from '../ui/RunStatus';
import { Sentence } from '../ui/Sentence';
import { Ago } from '../ui/Times';
import styles from './home.module.css';

interface EnvironmentCellProps {
  environment: LiveEnvironmentFragment;
  /** The environment before it in the pipeline. */
  before: string | undefined;
  /** False when a column's head says the name already. */
  named: boolean;
  /** The approval of what awaits it, when that is one of the app's newest deployments. */
  approval: ApprovalFactsFragment | null | undefined;
}

/** What one environment of one app is doing, in three lines. */
export const EnvironmentCell = ({ environment, before, named, approval }: EnvironmentCellProps) => {
  const { awaiting, hold } = environment;
  const now = useNow(hold ? 'slow' : 'still');
  const state = environmentState(environment, nounInForce(hold, now));
  const { look, about, stillLive } = state;
  return (
    <div className={styles.cell} data-testid={`env-${environment.name}`}>
      <div className={`${styles.cellName} ${named ? '' : styles.cellNameQuiet}`}>{environment.name}</div>
      <RunStatus {...state} />
      {about ? (
        <>
          <CommitLine commit={about.commit} to={paths.deployment(about.id)} otherwise="Nothing deployed" />
          <div className={`dim ${styles.who}`}>
            <Avatar name={about.startedBy} size={16} />
            <span className="clip">
              {about.startedBy} · {about.trigger === 'PUSH' ? 'push' : triggerWords[about.trigger]} ·{' '}
              <Ago iso={about.finishedAt ?? about.startedAt ?? about.createdAt} />
            </span>
          </div>
          {look.tone === 'fail' && about.reason && (
            <div className={`dim ${styles.reason}`} title={about.reason}>
              <Sentence text={about.reason} />
            </div>
          )}
          {stillLive?.commit && look.tone === 'fail' && (
            <div className="dim">
              <code>{shortHash(stillLive.commit.hash)}</code> is still live
            </div>
          )}
          {environment.pausedReason && <div className="dim">Pushes are paused</div>}
        </>
      ) : (
        !awaiting && <div className="dim">{emptyHint(environment, before)}</div>
      )}
      {awaiting && (
        <Link to={paths.deployment(awaiting.id)} className={styles.awaiting}>
          <AwaitingStatus awaiting={awaiting} approval={approval} />
        </Link>
      )}
      {hold && (
        <div className={styles.hold}>
          <HoldMark hold={hold} />
        </div>
      )}
    </div>
  );
};
