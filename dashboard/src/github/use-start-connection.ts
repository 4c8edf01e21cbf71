import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { StartGitHubConnectionInput, StartGitHubConnectionMutation } from '../gql/graphql';

const document = graphql(`
  mutation StartGitHubConnection($input: StartGitHubConnectionInput!) {
    startGitHubConnection(input: $input) {
      url
      manifest
    }
  }
`);

/** What the browser posts to GitHub. */
export type ConnectionStart = StartGitHubConnectionMutation['startGitHubConnection'];

/** See `Mutation.startGitHubConnection` of the schema. */
export const useStartConnection = (): ((
  input: StartGitHubConnectionInput,
) => Promise<ConnectionStart | undefined>) => {
  const [mutate] = useMutation(document);
  return async (input) => (await mutate({ variables: { input } })).data?.startGitHubConnection;
};
