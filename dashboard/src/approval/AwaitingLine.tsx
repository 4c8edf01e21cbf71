import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { ApprovalFactsFragment, DeploymentSummaryFragment } from '../gql/graphql';
import { paths } from '../routes';
import { CommitLine } from '../ui/CommitLine';
import { Avatar } from '../ui/Person';
import { Ago } from '../ui/Times';
import styles from './approval.module.css';
import { AwaitingStatus } from './AwaitingStatus';

interface AwaitingLineProps {
  awaiting: DeploymentSummaryFragment;
  /** Its approval, where it is known. */
  approval: ApprovalFactsFragment | null | undefined;
  environmentName: string;
}

/** On an environment's card: what waits for people, and the way to decide on it. */
export const AwaitingLine = ({ awaiting, approval, environmentName }: AwaitingLineProps) => (
  <div role="group" aria-label={`Waits for approval: ${environmentName}`} className={styles.awaiting}>
    <div className={styles.awaitingHead}>
      <AwaitingStatus awaiting={awaiting} approval={approval} />
      <Button
        component={Link}
        to={paths.deployment(awaiting.id)}
        aria-label={`${awaiting.approved ? 'Open' : 'Review'} what waits for ${environmentName}`}
      >
        {awaiting.approved ? 'Open' : 'Review'}
      </Button>
    </div>
    <CommitLine
      commit={awaiting.commit}
      otherwise={awaiting.kind === 'TEARDOWN' ? 'Tear everything down' : 'No commit'}
    />
    <div className={`dim ${styles.who}`}>
      <Avatar name={awaiting.startedBy} />
      <span className="clip">
        {awaiting.startedBy} asked <Ago iso={awaiting.createdAt} />
      </span>
    </div>
  </div>
);
