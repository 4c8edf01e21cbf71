import { graphql } from '../gql';

export const viewerQuery = graphql(`
  query ApprovalViewer {
    viewer {
      id
      name
      permissions
      roles
    }
  }
`);
