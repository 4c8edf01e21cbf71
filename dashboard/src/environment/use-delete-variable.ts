import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';

const document = graphql(`
  mutation DeleteVariable($environmentId: ID!, $name: String!) {
    deleteVariable(environmentId: $environmentId, name: $name) {
      ...VariableRow
    }
  }
`);

/** See `Mutation.deleteVariable` of the schema. */
export const useDeleteVariable = (): ((environmentId: string, name: string) => Promise<void>) => {
  const [mutate] = useMutation(document, {
    refetchQueries: ['EnvironmentSettings'],
    awaitRefetchQueries: true,
  });
  return async (environmentId, name) => {
    await mutate({ variables: { environmentId, name } });
  };
};
