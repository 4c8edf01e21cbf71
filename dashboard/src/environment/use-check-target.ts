import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { CheckTargetMutation } from '../gql/graphql';

const document = graphql(`
  mutation CheckTarget($environmentId: ID!) {
    checkTarget(environmentId: $environmentId) {
      accountId
      arn
    }
  }
`);

/** See `Mutation.checkTarget` of the schema. */
export const useCheckTarget = (): ((
  environmentId: string,
) => Promise<CheckTargetMutation['checkTarget'] | undefined>) => {
  const [mutate] = useMutation(document, { fetchPolicy: 'no-cache' });
  return async (environmentId) => (await mutate({ variables: { environmentId } })).data?.checkTarget;
};
