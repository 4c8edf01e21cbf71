import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql';
import type { RollbackInput } from '../../gql/graphql';
import type { Started } from '../use-actions';

const document = graphql(`
  mutation Rollback($input: RollbackInput!) {
    rollback(input: $input) {
      ...LiveDeployment
    }
  }
`);

/** See `Mutation.rollback` of the schema. Answers the new deployment. */
export const useRollback = (): ((input: RollbackInput) => Promise<Started | undefined>) => {
  const [mutate] = useMutation(document, { refetchQueries: 'active' });
  return async (input) => (await mutate({ variables: { input } })).data?.rollback;
};
