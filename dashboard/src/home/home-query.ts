import { graphql } from '../gql';

graphql(`
  fragment HistoryBar on Deployment {
    id
    kind
    status
    environmentName
    approval {
      ...ApprovalFacts
    }
    commit {
      hash
      subject
      author
      url
    }
    createdAt
    startedAt
    finishedAt
  }
`);

graphql(`
  fragment HomeApp on App {
    id
    name
    repository
    directory
    framework
    environments {
      ...LiveEnvironment
    }
    deployments(first: 15) {
      nodes {
        ...HistoryBar
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const homeQuery = graphql(`
  query Home($after: String) {
    apps(first: 50, after: $after) {
      nodes {
        ...HomeApp
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
