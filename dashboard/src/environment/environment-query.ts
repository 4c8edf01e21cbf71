import { graphql } from '../gql';

graphql(`
  fragment SettingsEnvironment on Environment {
    ...LiveEnvironment
    settings {
      tests
      installCommand
      testCommand
      deployCommand
      removeCommand
      outputsFile
      timeoutSeconds
    }
    variables {
      ...VariableRow
    }
  }
`);

graphql(`
  fragment VariableRow on Variable {
    environmentId
    name
    secret
    value
    updatedAt
    updatedBy
  }
`);

export const environmentQuery = graphql(`
  query EnvironmentSettings($app: String!) {
    appByName(name: $app) {
      id
      name
      repository
      directory
      defaultBranch
      framework
      environments {
        ...SettingsEnvironment
      }
    }
  }
`);
