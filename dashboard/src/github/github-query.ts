import { graphql } from '../gql';

graphql(`
  fragment GitHubFacts on GitHubConnection {
    state
    host
    slug
    name
    url
    owner
    installUrl
    connectedAt
    connectedBy
    installations {
      id
      account
      repositorySelection
      suspended
      url
    }
    problem {
      message
      nextStep
    }
  }
`);

export const githubQuery = graphql(`
  query GitHub {
    github {
      ...GitHubFacts
    }
  }
`);

export const repositoriesQuery = graphql(`
  query GitHubRepositories($installationId: ID!, $search: String, $after: String) {
    githubRepositories(installationId: $installationId, search: $search, after: $after) {
      nodes {
        id
        name
        url
        private
        archived
        apps
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
