import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql';
import type { RollbackInput } from '../../gql/graphql';

const document = graphql(`
  mutation Rollback($input: RollbackInput!) {
    rollback(input: $input) {
      ...LiveDeployment
    }
  }
`);

/** See `Mutation.rollback` of the schema. Answers the new deployment's id. */
export const useRollback = (): ((input: RollbackInput) => Promise<string | undefined>) => {
  const [mutate] = useMutation(document, { refetchQueries: 'active' });
  return async (input) => (await mutate({ variables: { input } })).data?.rollback.id;
};
