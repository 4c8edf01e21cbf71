import { graphql } from '../gql';

graphql(`
  fragment SettingsEnvironment on Environment {
    ...LiveEnvironment
    settings {
      ...Commands
    }
    variables {
      ...VariableRow
    }
    target {
      ...TargetFacts
    }
  }
`);

graphql(`
  fragment Commands on EnvironmentSettings {
    tests
    installCommand
    testCommand
    deployCommand
    removeCommand
    outputsFile
    timeoutSeconds
    startTimeoutSeconds
    logLimitMb
    logDays
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
