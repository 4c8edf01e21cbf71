import { graphql } from '../gql';

export const deploymentQuery = graphql(`
  query Deployment($id: ID!) {
    deployment(id: $id) {
      ...LiveDeployment
    }
  }
`);

export const targetQuery = graphql(`
  query DeploymentTarget($id: ID!) {
    environment(id: $id) {
      ...LiveEnvironment
    }
  }
`);
