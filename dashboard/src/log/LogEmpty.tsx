import type { DeploymentStatus } from '../../../core/records';
import styles from './log.module.css';

interface LogEmptyProps {
  loading: boolean;
  failed: boolean;
  ended: boolean;
  status: DeploymentStatus;
}

const sentence = ({ loading, failed, ended, status }: LogEmptyProps): string => {
  if (failed) return 'The log could not be read. Trying again…';
  if (loading) return 'Reading the log…';
  if (ended) return 'This deployment printed nothing: it ended before its first command.';
  if (status === 'QUEUED') return 'The log starts when the deployment before this one has ended.';
  if (status === 'WAITING_APPROVAL') return 'The log starts when the deployment is approved.';
  return 'Waiting for the first line…';
};

/** Why there are no lines. */
export const LogEmpty = (props: LogEmptyProps) => <p className={`dim ${styles.empty}`}>{sentence(props)}</p>;
