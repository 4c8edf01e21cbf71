import { graphql } from '../gql';

export const inspectQuery = graphql(`
  query InspectRepository(
    $repository: String!
    $directory: String
    $branch: String
    $repositoryToken: String
  ) {
    inspectRepository(
      repository: $repository
      directory: $directory
      branch: $branch
      repositoryToken: $repositoryToken
    ) {
      repository
      suggestedName
      defaultBranch
      branches
      commit {
        hash
        subject
        author
        url
      }
      directory
      framework
      frameworkEvidence
      packageManager
      nodeVersion
      plan {
        name
        command
        note
      }
      warnings
    }
  }
`);
