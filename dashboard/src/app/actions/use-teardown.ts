import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql';
import type { TeardownInput } from '../../gql/graphql';
import type { Started } from '../use-actions';

const document = graphql(`
  mutation Teardown($input: TeardownInput!) {
    teardown(input: $input) {
      ...LiveDeployment
    }
  }
`);

/** See `Mutation.teardown` of the schema. Answers the new deployment. */
export const useTeardown = (): ((input: TeardownInput) => Promise<Started | undefined>) => {
  const [mutate] = useMutation(document, { refetchQueries: 'active' });
  return async (input) => (await mutate({ variables: { input } })).data?.teardown;
};
