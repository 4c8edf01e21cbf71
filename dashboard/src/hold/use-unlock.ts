import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';

const document = graphql(`
  mutation UnlockEnvironment($id: ID!) {
    unlockEnvironment(id: $id) {
      ...LiveEnvironment
    }
  }
`);

/** See `Mutation.unlockEnvironment` of the schema. */
export const useUnlock = (): ((id: string) => Promise<void>) => {
  const [mutate] = useMutation(document, { refetchQueries: 'active' });
  return async (id) => {
    await mutate({ variables: { id } });
  };
};
