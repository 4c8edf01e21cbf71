import { graphql } from '../gql';

graphql(`
  fragment LogLines on LogChunk {
    firstSeq
    count
    step
    time
    text
    stderr
    continues
  }
`);

export const logsQuery = graphql(`
  query Logs($deploymentId: ID!, $fromSeq: Int!) {
    logs(deploymentId: $deploymentId, fromSeq: $fromSeq, limit: 50) {
      chunks {
        ...LogLines
      }
      nextSeq
    }
  }
`);

export const onLogs = graphql(`
  subscription OnLogs($deploymentId: ID!) {
    onLogs(deploymentId: $deploymentId) {
      deploymentId
      chunks {
        ...LogLines
      }
    }
  }
`);
