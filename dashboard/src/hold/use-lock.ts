import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { LockEnvironmentInput } from '../gql/graphql';

const document = graphql(`
  mutation LockEnvironment($input: LockEnvironmentInput!) {
    lockEnvironment(input: $input) {
      ...LiveEnvironment
    }
  }
`);

/** See `Mutation.lockEnvironment` of the schema. */
export const useLock = (): ((input: LockEnvironmentInput) => Promise<void>) => {
  const [mutate] = useMutation(document);
  return async (input) => {
    await mutate({ variables: { input } });
  };
};
