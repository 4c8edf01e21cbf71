import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { CreateEnvironmentInput } from '../gql/graphql';

const document = graphql(`
  mutation CreateEnvironment($input: CreateEnvironmentInput!) {
    createEnvironment(input: $input) {
      ...LiveEnvironment
    }
  }
`);

/** See `Mutation.createEnvironment` of the schema. */
export const useCreateEnvironment = (): ((input: CreateEnvironmentInput) => Promise<void>) => {
  const [mutate] = useMutation(document, { refetchQueries: 'active', awaitRefetchQueries: true });
  return async (input) => {
    await mutate({ variables: { input } });
  };
};
