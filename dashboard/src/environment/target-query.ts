import { graphql } from '../gql';

graphql(`
  fragment TargetFacts on DeploymentTarget {
    kind
    roleArn
    externalId
    region
    asVariables
    accessKeyId
    updatedAt
    updatedBy
  }
`);

/** Whom a role in another account must trust. */
export const targetPrincipalQuery = graphql(`
  query TargetPrincipal {
    targetPrincipal {
      accountId
      arn
    }
  }
`);
