import { approvedLook, lookOf } from '../format/status';
import type { ApprovalFactsFragment, DeploymentSummaryFragment } from '../gql/graphql';
import { Status } from '../ui/Status';
import { progress } from './progress';

interface AwaitingStatusProps {
  awaiting: Pick<DeploymentSummaryFragment, 'kind' | 'approved'>;
  approval: ApprovalFactsFragment | null | undefined;
}

/** How far a request is: "Waiting for approval · 1 of 2". */
export const AwaitingStatus = ({ awaiting, approval }: AwaitingStatusProps) => (
  <Status look={awaiting.approved ? approvedLook : lookOf('WAITING_APPROVAL', awaiting.kind)}>
    {!awaiting.approved && approval && ` · ${progress(approval)}`}
  </Status>
);
