import type { ApolloClient } from '@apollo/client';
import type { ReadLog } from '../../../log-client/source';
import { logsQuery } from './log-query';

/** Reads pages of a deployment's log. They are not kept in the cache: the log is kept by who reads it, or not at all. */
export const readPageOf =
  (client: ApolloClient, deploymentId: string): ReadLog =>
  async (fromSeq, signal) => {
    const { data } = await client.query({
      query: logsQuery,
      variables: { deploymentId, fromSeq },
      fetchPolicy: 'no-cache',
      ...(signal ? { context: { fetchOptions: { signal } } } : {}),
    });
    return data?.logs ?? { chunks: [] };
  };
