import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';

const document = graphql(`
  mutation DisconnectGitHub {
    disconnectGitHub {
      ...GitHubFacts
    }
  }
`);

/** See `Mutation.disconnectGitHub` of the schema. */
export const useDisconnect = (): (() => Promise<void>) => {
  const [mutate] = useMutation(document, { refetchQueries: ['GitHub'], awaitRefetchQueries: true });
  return async () => {
    await mutate();
  };
};
