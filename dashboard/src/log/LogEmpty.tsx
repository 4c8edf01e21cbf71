import type { DeploymentStatus } from '../../../core/records';
import { dateOf } from '../format/time';
import { count } from '../format/text';
import type { LogEnd } from './log-end';
import styles from './log.module.css';

interface LogEmptyProps {
  loading: boolean;
  failed: boolean;
  ended: boolean;
  status: DeploymentStatus;
  end: LogEnd;
  /** What keeps its environment from starting it: a lock or a freeze. */
  held: string | undefined;
}

const sentence = ({ loading, failed, ended, status, end, held }: LogEmptyProps): string => {
  if (end.kind === 'removed')
    return `This log was removed on ${dateOf(end.at)}; logs are kept ${count(end.days, 'day')} here.`;
  if (failed) return 'The log could not be read. Trying again…';
  if (loading) return 'Reading the log…';
  if (ended) return 'This deployment printed nothing: it ended before its first command.';
  if (status === 'QUEUED')
    return held
      ? `The log starts when the ${held} of its environment has ended.`
      : 'The log starts when the deployment before this one has ended.';
  if (status === 'WAITING_APPROVAL') return 'The log starts when the deployment is approved.';
  return 'Waiting for the first line…';
};

/** Why there are no lines. */
export const LogEmpty = (props: LogEmptyProps) => <p className={`dim ${styles.empty}`}>{sentence(props)}</p>;
