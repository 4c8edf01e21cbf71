import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql';
import type { DeployInput } from '../../gql/graphql';

const document = graphql(`
  mutation Deploy($input: DeployInput!) {
    deploy(input: $input) {
      ...LiveDeployment
    }
  }
`);

/** See `Mutation.deploy` of the schema. Answers the new deployment's id. */
export const useDeploy = (): ((input: DeployInput) => Promise<string | undefined>) => {
  const [mutate] = useMutation(document, { refetchQueries: 'active' });
  return async (input) => (await mutate({ variables: { input } })).data?.deploy.id;
};
