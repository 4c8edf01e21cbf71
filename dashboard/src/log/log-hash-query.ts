import type { ApolloClient } from '@apollo/client';
import { graphql } from '../gql';

const logHashQuery = graphql(`
  query LogHash($deploymentId: ID!) {
    deployment(id: $deploymentId) {
      id
      logHash
    }
  }
`);

/** The hash that the builder said at the end of its log; null when it said none. */
export const readLogHash = async (client: ApolloClient, deploymentId: string): Promise<string | null> => {
  const { data } = await client.query({
    query: logHashQuery,
    variables: { deploymentId },
    fetchPolicy: 'no-cache',
  });
  return data?.deployment?.logHash ?? null;
};
