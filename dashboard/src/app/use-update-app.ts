import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { UpdateAppInput } from '../gql/graphql';

const document = graphql(`
  mutation UpdateApp($input: UpdateAppInput!) {
    updateApp(input: $input) {
      id
      name
      repository
      hasRepositoryToken
      directory
      defaultBranch
      framework
    }
  }
`);

/** See `Mutation.updateApp` of the schema. Answers the app's name, which may be new. */
export const useUpdateApp = (): ((input: UpdateAppInput) => Promise<string | undefined>) => {
  const [mutate] = useMutation(document);
  return async (input) => (await mutate({ variables: { input } })).data?.updateApp.name;
};
