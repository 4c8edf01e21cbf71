import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { ApprovalInput } from '../gql/graphql';

const approveDocument = graphql(`
  mutation Approve($input: ApprovalInput!) {
    approve(input: $input) {
      ...LiveDeployment
    }
  }
`);

const rejectDocument = graphql(`
  mutation Reject($input: ApprovalInput!) {
    reject(input: $input) {
      ...LiveDeployment
    }
  }
`);

/** A yes or a no. */
export type Decision = 'approve' | 'reject';

/** See `Mutation.approve` and `Mutation.reject` of the schema. */
export const useDecide = (): ((decision: Decision, input: ApprovalInput) => Promise<void>) => {
  const options = { refetchQueries: 'active' } as const;
  const [approve] = useMutation(approveDocument, options);
  const [reject] = useMutation(rejectDocument, options);
  return async (decision, input) => {
    await (decision === 'approve' ? approve : reject)({ variables: { input } });
  };
};
