import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql';
import type { Started } from '../use-actions';

const document = graphql(`
  mutation CancelDeployment($id: ID!) {
    cancelDeployment(id: $id) {
      ...LiveDeployment
    }
  }
`);

/** See `Mutation.cancelDeployment` of the schema. */
export const useCancel = (): ((id: string) => Promise<Started | undefined>) => {
  const [mutate] = useMutation(document, { refetchQueries: 'active' });
  return async (id) => (await mutate({ variables: { id } })).data?.cancelDeployment;
};
