/**
 * What subscribers are told. AppSync hands subscribers the result of the announcing mutation's own selection, so each entity has
 * one full selection here; pages select a part of it and never meet a null that only means "not selected".
 */

const commit = 'commit { hash subject author url }';

/** Everything an environment remembers of a deployment. */
const summarySelection = `id kind status trigger ${commit} branch startedBy step approved reason
  outputs { name value } createdAt startedAt finishedAt`;

/** Everything of an environment but its lists. */
const environmentSelection = `id appId name position branch automatic protected pausedReason
  approval { required roles notByAuthor expiresAfterSeconds }
  hold { kind reason by startsAt endsAt }
  settings { tests installCommand testCommand deployCommand removeCommand outputsFile timeoutSeconds
    startTimeoutSeconds logLimitMb logDays }
  target { kind roleArn externalId region asVariables accessKeyId updatedAt updatedBy }
  fence
  active { ${summarySelection} }
  queued { ${summarySelection} }
  awaiting { ${summarySelection} }
  live { ${summarySelection} }
  previous { ${summarySelection} }
  latest { ${summarySelection} }
  createdAt updatedAt`;

/** Everything of a deployment. */
const deploymentSelection = `id appId appName environmentId environmentName kind status trigger ${commit} branch
  startedBy startedById sourceDeploymentId sourceEnvironmentName supersededBy fence
  approval { required roles notByAuthor expiresAfterSeconds decisions { by byId approved reason at } }
  reason nextStep cancelRequested cancelledBy
  steps { name status command exitCode note startedAt finishedAt }
  outputs { name value } logLines logHash logOmitted logMissing { from to } logExpiresAt
  createdAt startedAt finishedAt`;

/** Everything of a batch of log chunks. */
const logBatchSelection = `deploymentId
  chunks { deploymentId firstSeq count step time text stderr continues }`;

/** Tells how a deployment and its environment stand. */
export const announceMutation = `mutation Announce($deploymentId: ID!, $environmentId: ID!) {
  announceDeployment(id: $deploymentId) { ${deploymentSelection} }
  announceEnvironment(id: $environmentId) { ${environmentSelection} }
}`;

/** Tells how a deployment stands. */
export const announceDeploymentMutation = `mutation AnnounceDeployment($deploymentId: ID!) {
  announceDeployment(id: $deploymentId) { ${deploymentSelection} }
}`;

/** Tells how an environment stands. */
export const announceEnvironmentMutation = `mutation AnnounceEnvironment($environmentId: ID!) {
  announceEnvironment(id: $environmentId) { ${environmentSelection} }
}`;

/** Keeps log chunks and hands them out. */
export const publishLogsMutation = `mutation PublishLogs($deploymentId: ID!, $taskId: String!, $chunks: [LogChunkInput!]!) {
  publishLogs(deploymentId: $deploymentId, taskId: $taskId, chunks: $chunks) { ${logBatchSelection} }
}`;
