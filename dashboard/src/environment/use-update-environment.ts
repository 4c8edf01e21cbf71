import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { UpdateEnvironmentInput } from '../gql/graphql';

const document = graphql(`
  mutation UpdateEnvironment($input: UpdateEnvironmentInput!) {
    updateEnvironment(input: $input) {
      ...LiveEnvironment
      settings {
        ...Commands
      }
    }
  }
`);

/** See `Mutation.updateEnvironment` of the schema. */
export const useUpdateEnvironment = (): ((input: UpdateEnvironmentInput) => Promise<void>) => {
  const [mutate] = useMutation(document);
  return async (input) => {
    await mutate({ variables: { input } });
  };
};
