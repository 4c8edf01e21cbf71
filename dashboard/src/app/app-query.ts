import { graphql } from '../gql';

graphql(`
  fragment PipelineApp on App {
    id
    name
    repository
    hasRepositoryToken
    directory
    defaultBranch
    framework
    environments {
      ...LiveEnvironment
    }
  }
`);

export const appQuery = graphql(`
  query App($name: String!, $after: String) {
    appByName(name: $name) {
      ...PipelineApp
      deployments(first: 20, after: $after) {
        nodes {
          ...LiveDeployment
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);
