import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { SetTargetInput } from '../gql/graphql';

const document = graphql(`
  mutation SetTarget($input: SetTargetInput!) {
    setTarget(input: $input) {
      ...LiveEnvironment
      target {
        ...TargetFacts
      }
    }
  }
`);

/** See `Mutation.setTarget` of the schema. */
export const useSetTarget = (): ((input: SetTargetInput) => Promise<void>) => {
  // What was typed stands in no cache: the answer holds what may be shown.
  const [mutate] = useMutation(document);
  return async (input) => {
    await mutate({ variables: { input } });
  };
};
