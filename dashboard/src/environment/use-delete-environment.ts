import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';

const document = graphql(`
  mutation DeleteEnvironment($id: ID!) {
    deleteEnvironment(id: $id) {
      ...LiveEnvironment
    }
  }
`);

/** See `Mutation.deleteEnvironment` of the schema. */
export const useDeleteEnvironment = (): ((id: string) => Promise<void>) => {
  const [mutate] = useMutation(document);
  return async (id) => {
    await mutate({ variables: { id } });
  };
};
