/** What every page knows of a deployment and an environment; events carry the same, so that an event updates every page. */
import { graphql } from '../gql';

graphql(`
  fragment DeploymentSummary on DeploymentSummary {
    id
    kind
    status
    trigger
    commit {
      hash
      subject
      author
      url
    }
    branch
    startedBy
    step
    approved
    reason
    outputs {
      name
      value
    }
    createdAt
    startedAt
    finishedAt
  }
`);

graphql(`
  fragment ApprovalFacts on Approval {
    required
    roles
    notByAuthor
    expiresAfterSeconds
    decisions {
      by
      byId
      approved
      reason
      at
    }
  }
`);

graphql(`
  fragment HoldFacts on Hold {
    kind
    reason
    by
    startsAt
    endsAt
  }
`);

export const liveEnvironment = graphql(`
  fragment LiveEnvironment on Environment {
    id
    appId
    name
    position
    branch
    automatic
    protected
    pausedReason
    approval {
      required
      roles
      notByAuthor
      expiresAfterSeconds
    }
    hold {
      ...HoldFacts
    }
    fence
    active {
      ...DeploymentSummary
    }
    queued {
      ...DeploymentSummary
    }
    awaiting {
      ...DeploymentSummary
    }
    live {
      ...DeploymentSummary
    }
    previous {
      ...DeploymentSummary
    }
    latest {
      ...DeploymentSummary
    }
    updatedAt
  }
`);

export const liveDeployment = graphql(`
  fragment LiveDeployment on Deployment {
    id
    appId
    appName
    environmentId
    environmentName
    kind
    status
    trigger
    commit {
      hash
      subject
      author
      url
    }
    branch
    startedBy
    startedById
    sourceDeploymentId
    sourceEnvironmentName
    supersededBy
    fence
    approval {
      ...ApprovalFacts
    }
    reason
    nextStep
    cancelRequested
    cancelledBy
    steps {
      name
      status
      command
      exitCode
      note
      startedAt
      finishedAt
    }
    outputs {
      name
      value
    }
    logLines
    logOmitted
    logMissing {
      from
      to
    }
    logExpiresAt
    createdAt
    startedAt
    finishedAt
  }
`);

export const onDeployment = graphql(`
  subscription OnDeployment {
    onDeployment {
      ...LiveDeployment
    }
  }
`);

export const onEnvironment = graphql(`
  subscription OnEnvironment {
    onEnvironment {
      ...LiveEnvironment
    }
  }
`);

export const onApp = graphql(`
  subscription OnApp {
    onApp {
      id
      name
    }
  }
`);
