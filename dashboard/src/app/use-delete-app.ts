import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';

const document = graphql(`
  mutation DeleteApp($id: ID!) {
    deleteApp(id: $id) {
      id
      name
    }
  }
`);

/** See `Mutation.deleteApp` of the schema. */
export const useDeleteApp = (): ((id: string) => Promise<void>) => {
  const [mutate] = useMutation(document);
  return async (id) => {
    await mutate({ variables: { id } });
  };
};
