import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { SetVariableInput } from '../gql/graphql';

const document = graphql(`
  mutation SetVariable($input: SetVariableInput!) {
    setVariable(input: $input) {
      ...VariableRow
    }
  }
`);

/** See `Mutation.setVariable` of the schema. */
export const useSetVariable = (): ((input: SetVariableInput) => Promise<void>) => {
  const [mutate] = useMutation(document, {
    refetchQueries: ['EnvironmentSettings'],
    awaitRefetchQueries: true,
  });
  return async (input) => {
    await mutate({ variables: { input } });
  };
};
