import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql';
import type { PromoteInput } from '../../gql/graphql';
import type { Started } from '../use-actions';

const document = graphql(`
  mutation Promote($input: PromoteInput!) {
    promote(input: $input) {
      ...LiveDeployment
    }
  }
`);

/** See `Mutation.promote` of the schema. Answers the new deployment. */
export const usePromote = (): ((input: PromoteInput) => Promise<Started | undefined>) => {
  const [mutate] = useMutation(document, { refetchQueries: 'active' });
  return async (input) => (await mutate({ variables: { input } })).data?.promote;
};
