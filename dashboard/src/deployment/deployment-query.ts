import { graphql } from '../gql';

export const deploymentQuery = graphql(`
  query Deployment($id: ID!) {
    deployment(id: $id) {
      ...LiveDeployment
    }
  }
`);
