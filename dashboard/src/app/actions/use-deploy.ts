import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql';
import type { DeployInput } from '../../gql/graphql';
import type { Started } from '../use-actions';

const document = graphql(`
  mutation Deploy($input: DeployInput!) {
    deploy(input: $input) {
      ...LiveDeployment
    }
  }
`);

/** See `Mutation.deploy` of the schema. Answers the new deployment. */
export const useDeploy = (): ((input: DeployInput) => Promise<Started | undefined>) => {
  const [mutate] = useMutation(document, { refetchQueries: 'active' });
  return async (input) => (await mutate({ variables: { input } })).data?.deploy;
};
