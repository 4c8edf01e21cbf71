/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Viewer {\n    viewer {\n      name\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation CancelDeployment($id: ID!) {\n    cancelDeployment(id: $id) {\n      ...LiveDeployment\n    }\n  }\n": typeof types.CancelDeploymentDocument,
    "\n  mutation Deploy($input: DeployInput!) {\n    deploy(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": typeof types.DeployDocument,
    "\n  mutation Promote($input: PromoteInput!) {\n    promote(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": typeof types.PromoteDocument,
    "\n  mutation Rollback($input: RollbackInput!) {\n    rollback(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": typeof types.RollbackDocument,
    "\n  mutation Teardown($input: TeardownInput!) {\n    teardown(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": typeof types.TeardownDocument,
    "\n  fragment PipelineApp on App {\n    id\n    name\n    repository\n    hasRepositoryToken\n    directory\n    defaultBranch\n    framework\n    environments {\n      ...LiveEnvironment\n    }\n  }\n": typeof types.PipelineAppFragmentDoc,
    "\n  query App($name: String!, $after: String) {\n    appByName(name: $name) {\n      ...PipelineApp\n      deployments(first: 20, after: $after) {\n        nodes {\n          ...LiveDeployment\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": typeof types.AppDocument,
    "\n  mutation CreateEnvironment($input: CreateEnvironmentInput!) {\n    createEnvironment(input: $input) {\n      ...LiveEnvironment\n    }\n  }\n": typeof types.CreateEnvironmentDocument,
    "\n  mutation DeleteApp($id: ID!) {\n    deleteApp(id: $id) {\n      id\n      name\n    }\n  }\n": typeof types.DeleteAppDocument,
    "\n  mutation UpdateApp($input: UpdateAppInput!) {\n    updateApp(input: $input) {\n      id\n      name\n      repository\n      hasRepositoryToken\n      directory\n      defaultBranch\n      framework\n    }\n  }\n": typeof types.UpdateAppDocument,
    "\n  mutation Approve($input: ApprovalInput!) {\n    approve(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": typeof types.ApproveDocument,
    "\n  mutation Reject($input: ApprovalInput!) {\n    reject(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": typeof types.RejectDocument,
    "\n  query ApprovalViewer {\n    viewer {\n      id\n      name\n      permissions\n      roles\n    }\n  }\n": typeof types.ApprovalViewerDocument,
    "\n  query Deployment($id: ID!) {\n    deployment(id: $id) {\n      ...LiveDeployment\n    }\n  }\n": typeof types.DeploymentDocument,
    "\n  query DeploymentTarget($id: ID!) {\n    environment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n": typeof types.DeploymentTargetDocument,
    "\n  fragment SettingsEnvironment on Environment {\n    ...LiveEnvironment\n    settings {\n      ...Commands\n    }\n    variables {\n      ...VariableRow\n    }\n    target {\n      ...TargetFacts\n    }\n  }\n": typeof types.SettingsEnvironmentFragmentDoc,
    "\n  fragment Commands on EnvironmentSettings {\n    tests\n    installCommand\n    testCommand\n    deployCommand\n    removeCommand\n    outputsFile\n    timeoutSeconds\n    startTimeoutSeconds\n    logLimitMb\n    logDays\n  }\n": typeof types.CommandsFragmentDoc,
    "\n  fragment VariableRow on Variable {\n    environmentId\n    name\n    secret\n    value\n    updatedAt\n    updatedBy\n  }\n": typeof types.VariableRowFragmentDoc,
    "\n  query EnvironmentSettings($app: String!) {\n    appByName(name: $app) {\n      id\n      name\n      repository\n      directory\n      defaultBranch\n      framework\n      environments {\n        ...SettingsEnvironment\n      }\n    }\n  }\n": typeof types.EnvironmentSettingsDocument,
    "\n  fragment TargetFacts on DeploymentTarget {\n    kind\n    roleArn\n    externalId\n    region\n    asVariables\n    accessKeyId\n    updatedAt\n    updatedBy\n  }\n": typeof types.TargetFactsFragmentDoc,
    "\n  query TargetPrincipal {\n    targetPrincipal {\n      accountId\n      arn\n    }\n  }\n": typeof types.TargetPrincipalDocument,
    "\n  mutation CheckTarget($environmentId: ID!) {\n    checkTarget(environmentId: $environmentId) {\n      accountId\n      arn\n    }\n  }\n": typeof types.CheckTargetDocument,
    "\n  mutation DeleteEnvironment($id: ID!) {\n    deleteEnvironment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n": typeof types.DeleteEnvironmentDocument,
    "\n  mutation DeleteVariable($environmentId: ID!, $name: String!) {\n    deleteVariable(environmentId: $environmentId, name: $name) {\n      ...VariableRow\n    }\n  }\n": typeof types.DeleteVariableDocument,
    "\n  mutation SetTarget($input: SetTargetInput!) {\n    setTarget(input: $input) {\n      ...LiveEnvironment\n      target {\n        ...TargetFacts\n      }\n    }\n  }\n": typeof types.SetTargetDocument,
    "\n  mutation SetVariable($input: SetVariableInput!) {\n    setVariable(input: $input) {\n      ...VariableRow\n    }\n  }\n": typeof types.SetVariableDocument,
    "\n  mutation UpdateEnvironment($input: UpdateEnvironmentInput!) {\n    updateEnvironment(input: $input) {\n      ...LiveEnvironment\n      settings {\n        ...Commands\n      }\n    }\n  }\n": typeof types.UpdateEnvironmentDocument,
    "\n  fragment GitHubFacts on GitHubConnection {\n    state\n    host\n    slug\n    name\n    url\n    owner\n    installUrl\n    connectedAt\n    connectedBy\n    installations {\n      id\n      account\n      repositorySelection\n      suspended\n      url\n    }\n    problem {\n      message\n      nextStep\n    }\n  }\n": typeof types.GitHubFactsFragmentDoc,
    "\n  query GitHub {\n    github {\n      ...GitHubFacts\n    }\n  }\n": typeof types.GitHubDocument,
    "\n  query GitHubRepositories($installationId: ID!, $search: String, $after: String) {\n    githubRepositories(installationId: $installationId, search: $search, after: $after) {\n      nodes {\n        id\n        name\n        url\n        private\n        archived\n        apps\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.GitHubRepositoriesDocument,
    "\n  mutation DisconnectGitHub {\n    disconnectGitHub {\n      ...GitHubFacts\n    }\n  }\n": typeof types.DisconnectGitHubDocument,
    "\n  mutation StartGitHubConnection($input: StartGitHubConnectionInput!) {\n    startGitHubConnection(input: $input) {\n      url\n      manifest\n    }\n  }\n": typeof types.StartGitHubConnectionDocument,
    "\n  mutation LockEnvironment($input: LockEnvironmentInput!) {\n    lockEnvironment(input: $input) {\n      ...LiveEnvironment\n    }\n  }\n": typeof types.LockEnvironmentDocument,
    "\n  mutation UnlockEnvironment($id: ID!) {\n    unlockEnvironment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n": typeof types.UnlockEnvironmentDocument,
    "\n  fragment HistoryBar on Deployment {\n    id\n    kind\n    status\n    environmentName\n    approval {\n      ...ApprovalFacts\n    }\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n": typeof types.HistoryBarFragmentDoc,
    "\n  fragment HomeApp on App {\n    id\n    name\n    repository\n    directory\n    framework\n    environments {\n      ...LiveEnvironment\n    }\n    deployments(first: 15) {\n      nodes {\n        ...HistoryBar\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.HomeAppFragmentDoc,
    "\n  query Home($after: String) {\n    apps(first: 50, after: $after) {\n      nodes {\n        ...HomeApp\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.HomeDocument,
    "\n  fragment DeploymentSummary on DeploymentSummary {\n    id\n    kind\n    status\n    trigger\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    branch\n    startedBy\n    step\n    approved\n    reason\n    outputs {\n      name\n      value\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n": typeof types.DeploymentSummaryFragmentDoc,
    "\n  fragment ApprovalFacts on Approval {\n    required\n    roles\n    notByAuthor\n    expiresAfterSeconds\n    decisions {\n      by\n      byId\n      approved\n      reason\n      at\n    }\n  }\n": typeof types.ApprovalFactsFragmentDoc,
    "\n  fragment HoldFacts on Hold {\n    kind\n    reason\n    by\n    startsAt\n    endsAt\n  }\n": typeof types.HoldFactsFragmentDoc,
    "\n  fragment LiveEnvironment on Environment {\n    id\n    appId\n    name\n    position\n    branch\n    automatic\n    protected\n    pausedReason\n    approval {\n      required\n      roles\n      notByAuthor\n      expiresAfterSeconds\n    }\n    hold {\n      ...HoldFacts\n    }\n    fence\n    active {\n      ...DeploymentSummary\n    }\n    queued {\n      ...DeploymentSummary\n    }\n    awaiting {\n      ...DeploymentSummary\n    }\n    live {\n      ...DeploymentSummary\n    }\n    previous {\n      ...DeploymentSummary\n    }\n    latest {\n      ...DeploymentSummary\n    }\n    updatedAt\n  }\n": typeof types.LiveEnvironmentFragmentDoc,
    "\n  fragment LiveDeployment on Deployment {\n    id\n    appId\n    appName\n    environmentId\n    environmentName\n    kind\n    status\n    trigger\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    branch\n    startedBy\n    startedById\n    sourceDeploymentId\n    sourceEnvironmentName\n    supersededBy\n    fence\n    approval {\n      ...ApprovalFacts\n    }\n    reason\n    nextStep\n    cancelRequested\n    cancelledBy\n    steps {\n      name\n      status\n      command\n      exitCode\n      note\n      startedAt\n      finishedAt\n    }\n    outputs {\n      name\n      value\n    }\n    logLines\n    logOmitted\n    logMissing {\n      from\n      to\n    }\n    logExpiresAt\n    createdAt\n    startedAt\n    finishedAt\n  }\n": typeof types.LiveDeploymentFragmentDoc,
    "\n  subscription OnDeployment {\n    onDeployment {\n      ...LiveDeployment\n    }\n  }\n": typeof types.OnDeploymentDocument,
    "\n  subscription OnEnvironment {\n    onEnvironment {\n      ...LiveEnvironment\n    }\n  }\n": typeof types.OnEnvironmentDocument,
    "\n  subscription OnApp {\n    onApp {\n      id\n      name\n    }\n  }\n": typeof types.OnAppDocument,
    "\n  query LogHash($deploymentId: ID!) {\n    deployment(id: $deploymentId) {\n      id\n      logHash\n    }\n  }\n": typeof types.LogHashDocument,
    "\n  fragment LogLines on LogChunk {\n    firstSeq\n    count\n    step\n    time\n    text\n    stderr\n    continues\n  }\n": typeof types.LogLinesFragmentDoc,
    "\n  query Logs($deploymentId: ID!, $fromSeq: Int!) {\n    logs(deploymentId: $deploymentId, fromSeq: $fromSeq, limit: 50) {\n      chunks {\n        ...LogLines\n      }\n      nextSeq\n    }\n  }\n": typeof types.LogsDocument,
    "\n  subscription OnLogs($deploymentId: ID!) {\n    onLogs(deploymentId: $deploymentId) {\n      deploymentId\n      chunks {\n        ...LogLines\n      }\n    }\n  }\n": typeof types.OnLogsDocument,
    "\n  query InspectRepository(\n    $repository: String!\n    $directory: String\n    $branch: String\n    $repositoryToken: String\n  ) {\n    inspectRepository(\n      repository: $repository\n      directory: $directory\n      branch: $branch\n      repositoryToken: $repositoryToken\n    ) {\n      repository\n      suggestedName\n      defaultBranch\n      branches\n      commit {\n        hash\n        subject\n        author\n        url\n      }\n      directory\n      framework\n      frameworkEvidence\n      packageManager\n      nodeVersion\n      plan {\n        name\n        command\n        note\n      }\n      warnings\n    }\n  }\n": typeof types.InspectRepositoryDocument,
    "\n  mutation CreateApp($input: CreateAppInput!) {\n    createApp(input: $input) {\n      ...PipelineApp\n    }\n  }\n": typeof types.CreateAppDocument,
};
const documents: Documents = {
    "\n  query Viewer {\n    viewer {\n      name\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation CancelDeployment($id: ID!) {\n    cancelDeployment(id: $id) {\n      ...LiveDeployment\n    }\n  }\n": types.CancelDeploymentDocument,
    "\n  mutation Deploy($input: DeployInput!) {\n    deploy(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": types.DeployDocument,
    "\n  mutation Promote($input: PromoteInput!) {\n    promote(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": types.PromoteDocument,
    "\n  mutation Rollback($input: RollbackInput!) {\n    rollback(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": types.RollbackDocument,
    "\n  mutation Teardown($input: TeardownInput!) {\n    teardown(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": types.TeardownDocument,
    "\n  fragment PipelineApp on App {\n    id\n    name\n    repository\n    hasRepositoryToken\n    directory\n    defaultBranch\n    framework\n    environments {\n      ...LiveEnvironment\n    }\n  }\n": types.PipelineAppFragmentDoc,
    "\n  query App($name: String!, $after: String) {\n    appByName(name: $name) {\n      ...PipelineApp\n      deployments(first: 20, after: $after) {\n        nodes {\n          ...LiveDeployment\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": types.AppDocument,
    "\n  mutation CreateEnvironment($input: CreateEnvironmentInput!) {\n    createEnvironment(input: $input) {\n      ...LiveEnvironment\n    }\n  }\n": types.CreateEnvironmentDocument,
    "\n  mutation DeleteApp($id: ID!) {\n    deleteApp(id: $id) {\n      id\n      name\n    }\n  }\n": types.DeleteAppDocument,
    "\n  mutation UpdateApp($input: UpdateAppInput!) {\n    updateApp(input: $input) {\n      id\n      name\n      repository\n      hasRepositoryToken\n      directory\n      defaultBranch\n      framework\n    }\n  }\n": types.UpdateAppDocument,
    "\n  mutation Approve($input: ApprovalInput!) {\n    approve(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": types.ApproveDocument,
    "\n  mutation Reject($input: ApprovalInput!) {\n    reject(input: $input) {\n      ...LiveDeployment\n    }\n  }\n": types.RejectDocument,
    "\n  query ApprovalViewer {\n    viewer {\n      id\n      name\n      permissions\n      roles\n    }\n  }\n": types.ApprovalViewerDocument,
    "\n  query Deployment($id: ID!) {\n    deployment(id: $id) {\n      ...LiveDeployment\n    }\n  }\n": types.DeploymentDocument,
    "\n  query DeploymentTarget($id: ID!) {\n    environment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n": types.DeploymentTargetDocument,
    "\n  fragment SettingsEnvironment on Environment {\n    ...LiveEnvironment\n    settings {\n      ...Commands\n    }\n    variables {\n      ...VariableRow\n    }\n    target {\n      ...TargetFacts\n    }\n  }\n": types.SettingsEnvironmentFragmentDoc,
    "\n  fragment Commands on EnvironmentSettings {\n    tests\n    installCommand\n    testCommand\n    deployCommand\n    removeCommand\n    outputsFile\n    timeoutSeconds\n    startTimeoutSeconds\n    logLimitMb\n    logDays\n  }\n": types.CommandsFragmentDoc,
    "\n  fragment VariableRow on Variable {\n    environmentId\n    name\n    secret\n    value\n    updatedAt\n    updatedBy\n  }\n": types.VariableRowFragmentDoc,
    "\n  query EnvironmentSettings($app: String!) {\n    appByName(name: $app) {\n      id\n      name\n      repository\n      directory\n      defaultBranch\n      framework\n      environments {\n        ...SettingsEnvironment\n      }\n    }\n  }\n": types.EnvironmentSettingsDocument,
    "\n  fragment TargetFacts on DeploymentTarget {\n    kind\n    roleArn\n    externalId\n    region\n    asVariables\n    accessKeyId\n    updatedAt\n    updatedBy\n  }\n": types.TargetFactsFragmentDoc,
    "\n  query TargetPrincipal {\n    targetPrincipal {\n      accountId\n      arn\n    }\n  }\n": types.TargetPrincipalDocument,
    "\n  mutation CheckTarget($environmentId: ID!) {\n    checkTarget(environmentId: $environmentId) {\n      accountId\n      arn\n    }\n  }\n": types.CheckTargetDocument,
    "\n  mutation DeleteEnvironment($id: ID!) {\n    deleteEnvironment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n": types.DeleteEnvironmentDocument,
    "\n  mutation DeleteVariable($environmentId: ID!, $name: String!) {\n    deleteVariable(environmentId: $environmentId, name: $name) {\n      ...VariableRow\n    }\n  }\n": types.DeleteVariableDocument,
    "\n  mutation SetTarget($input: SetTargetInput!) {\n    setTarget(input: $input) {\n      ...LiveEnvironment\n      target {\n        ...TargetFacts\n      }\n    }\n  }\n": types.SetTargetDocument,
    "\n  mutation SetVariable($input: SetVariableInput!) {\n    setVariable(input: $input) {\n      ...VariableRow\n    }\n  }\n": types.SetVariableDocument,
    "\n  mutation UpdateEnvironment($input: UpdateEnvironmentInput!) {\n    updateEnvironment(input: $input) {\n      ...LiveEnvironment\n      settings {\n        ...Commands\n      }\n    }\n  }\n": types.UpdateEnvironmentDocument,
    "\n  fragment GitHubFacts on GitHubConnection {\n    state\n    host\n    slug\n    name\n    url\n    owner\n    installUrl\n    connectedAt\n    connectedBy\n    installations {\n      id\n      account\n      repositorySelection\n      suspended\n      url\n    }\n    problem {\n      message\n      nextStep\n    }\n  }\n": types.GitHubFactsFragmentDoc,
    "\n  query GitHub {\n    github {\n      ...GitHubFacts\n    }\n  }\n": types.GitHubDocument,
    "\n  query GitHubRepositories($installationId: ID!, $search: String, $after: String) {\n    githubRepositories(installationId: $installationId, search: $search, after: $after) {\n      nodes {\n        id\n        name\n        url\n        private\n        archived\n        apps\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.GitHubRepositoriesDocument,
    "\n  mutation DisconnectGitHub {\n    disconnectGitHub {\n      ...GitHubFacts\n    }\n  }\n": types.DisconnectGitHubDocument,
    "\n  mutation StartGitHubConnection($input: StartGitHubConnectionInput!) {\n    startGitHubConnection(input: $input) {\n      url\n      manifest\n    }\n  }\n": types.StartGitHubConnectionDocument,
    "\n  mutation LockEnvironment($input: LockEnvironmentInput!) {\n    lockEnvironment(input: $input) {\n      ...LiveEnvironment\n    }\n  }\n": types.LockEnvironmentDocument,
    "\n  mutation UnlockEnvironment($id: ID!) {\n    unlockEnvironment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n": types.UnlockEnvironmentDocument,
    "\n  fragment HistoryBar on Deployment {\n    id\n    kind\n    status\n    environmentName\n    approval {\n      ...ApprovalFacts\n    }\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n": types.HistoryBarFragmentDoc,
    "\n  fragment HomeApp on App {\n    id\n    name\n    repository\n    directory\n    framework\n    environments {\n      ...LiveEnvironment\n    }\n    deployments(first: 15) {\n      nodes {\n        ...HistoryBar\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.HomeAppFragmentDoc,
    "\n  query Home($after: String) {\n    apps(first: 50, after: $after) {\n      nodes {\n        ...HomeApp\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.HomeDocument,
    "\n  fragment DeploymentSummary on DeploymentSummary {\n    id\n    kind\n    status\n    trigger\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    branch\n    startedBy\n    step\n    approved\n    reason\n    outputs {\n      name\n      value\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n": types.DeploymentSummaryFragmentDoc,
    "\n  fragment ApprovalFacts on Approval {\n    required\n    roles\n    notByAuthor\n    expiresAfterSeconds\n    decisions {\n      by\n      byId\n      approved\n      reason\n      at\n    }\n  }\n": types.ApprovalFactsFragmentDoc,
    "\n  fragment HoldFacts on Hold {\n    kind\n    reason\n    by\n    startsAt\n    endsAt\n  }\n": types.HoldFactsFragmentDoc,
    "\n  fragment LiveEnvironment on Environment {\n    id\n    appId\n    name\n    position\n    branch\n    automatic\n    protected\n    pausedReason\n    approval {\n      required\n      roles\n      notByAuthor\n      expiresAfterSeconds\n    }\n    hold {\n      ...HoldFacts\n    }\n    fence\n    active {\n      ...DeploymentSummary\n    }\n    queued {\n      ...DeploymentSummary\n    }\n    awaiting {\n      ...DeploymentSummary\n    }\n    live {\n      ...DeploymentSummary\n    }\n    previous {\n      ...DeploymentSummary\n    }\n    latest {\n      ...DeploymentSummary\n    }\n    updatedAt\n  }\n": types.LiveEnvironmentFragmentDoc,
    "\n  fragment LiveDeployment on Deployment {\n    id\n    appId\n    appName\n    environmentId\n    environmentName\n    kind\n    status\n    trigger\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    branch\n    startedBy\n    startedById\n    sourceDeploymentId\n    sourceEnvironmentName\n    supersededBy\n    fence\n    approval {\n      ...ApprovalFacts\n    }\n    reason\n    nextStep\n    cancelRequested\n    cancelledBy\n    steps {\n      name\n      status\n      command\n      exitCode\n      note\n      startedAt\n      finishedAt\n    }\n    outputs {\n      name\n      value\n    }\n    logLines\n    logOmitted\n    logMissing {\n      from\n      to\n    }\n    logExpiresAt\n    createdAt\n    startedAt\n    finishedAt\n  }\n": types.LiveDeploymentFragmentDoc,
    "\n  subscription OnDeployment {\n    onDeployment {\n      ...LiveDeployment\n    }\n  }\n": types.OnDeploymentDocument,
    "\n  subscription OnEnvironment {\n    onEnvironment {\n      ...LiveEnvironment\n    }\n  }\n": types.OnEnvironmentDocument,
    "\n  subscription OnApp {\n    onApp {\n      id\n      name\n    }\n  }\n": types.OnAppDocument,
    "\n  query LogHash($deploymentId: ID!) {\n    deployment(id: $deploymentId) {\n      id\n      logHash\n    }\n  }\n": types.LogHashDocument,
    "\n  fragment LogLines on LogChunk {\n    firstSeq\n    count\n    step\n    time\n    text\n    stderr\n    continues\n  }\n": types.LogLinesFragmentDoc,
    "\n  query Logs($deploymentId: ID!, $fromSeq: Int!) {\n    logs(deploymentId: $deploymentId, fromSeq: $fromSeq, limit: 50) {\n      chunks {\n        ...LogLines\n      }\n      nextSeq\n    }\n  }\n": types.LogsDocument,
    "\n  subscription OnLogs($deploymentId: ID!) {\n    onLogs(deploymentId: $deploymentId) {\n      deploymentId\n      chunks {\n        ...LogLines\n      }\n    }\n  }\n": types.OnLogsDocument,
    "\n  query InspectRepository(\n    $repository: String!\n    $directory: String\n    $branch: String\n    $repositoryToken: String\n  ) {\n    inspectRepository(\n      repository: $repository\n      directory: $directory\n      branch: $branch\n      repositoryToken: $repositoryToken\n    ) {\n      repository\n      suggestedName\n      defaultBranch\n      branches\n      commit {\n        hash\n        subject\n        author\n        url\n      }\n      directory\n      framework\n      frameworkEvidence\n      packageManager\n      nodeVersion\n      plan {\n        name\n        command\n        note\n      }\n      warnings\n    }\n  }\n": types.InspectRepositoryDocument,
    "\n  mutation CreateApp($input: CreateAppInput!) {\n    createApp(input: $input) {\n      ...PipelineApp\n    }\n  }\n": types.CreateAppDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      name\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelDeployment($id: ID!) {\n    cancelDeployment(id: $id) {\n      ...LiveDeployment\n    }\n  }\n"): (typeof documents)["\n  mutation CancelDeployment($id: ID!) {\n    cancelDeployment(id: $id) {\n      ...LiveDeployment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Deploy($input: DeployInput!) {\n    deploy(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"): (typeof documents)["\n  mutation Deploy($input: DeployInput!) {\n    deploy(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Promote($input: PromoteInput!) {\n    promote(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"): (typeof documents)["\n  mutation Promote($input: PromoteInput!) {\n    promote(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Rollback($input: RollbackInput!) {\n    rollback(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"): (typeof documents)["\n  mutation Rollback($input: RollbackInput!) {\n    rollback(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Teardown($input: TeardownInput!) {\n    teardown(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"): (typeof documents)["\n  mutation Teardown($input: TeardownInput!) {\n    teardown(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PipelineApp on App {\n    id\n    name\n    repository\n    hasRepositoryToken\n    directory\n    defaultBranch\n    framework\n    environments {\n      ...LiveEnvironment\n    }\n  }\n"): (typeof documents)["\n  fragment PipelineApp on App {\n    id\n    name\n    repository\n    hasRepositoryToken\n    directory\n    defaultBranch\n    framework\n    environments {\n      ...LiveEnvironment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query App($name: String!, $after: String) {\n    appByName(name: $name) {\n      ...PipelineApp\n      deployments(first: 20, after: $after) {\n        nodes {\n          ...LiveDeployment\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query App($name: String!, $after: String) {\n    appByName(name: $name) {\n      ...PipelineApp\n      deployments(first: 20, after: $after) {\n        nodes {\n          ...LiveDeployment\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateEnvironment($input: CreateEnvironmentInput!) {\n    createEnvironment(input: $input) {\n      ...LiveEnvironment\n    }\n  }\n"): (typeof documents)["\n  mutation CreateEnvironment($input: CreateEnvironmentInput!) {\n    createEnvironment(input: $input) {\n      ...LiveEnvironment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteApp($id: ID!) {\n    deleteApp(id: $id) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteApp($id: ID!) {\n    deleteApp(id: $id) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateApp($input: UpdateAppInput!) {\n    updateApp(input: $input) {\n      id\n      name\n      repository\n      hasRepositoryToken\n      directory\n      defaultBranch\n      framework\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateApp($input: UpdateAppInput!) {\n    updateApp(input: $input) {\n      id\n      name\n      repository\n      hasRepositoryToken\n      directory\n      defaultBranch\n      framework\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Approve($input: ApprovalInput!) {\n    approve(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"): (typeof documents)["\n  mutation Approve($input: ApprovalInput!) {\n    approve(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Reject($input: ApprovalInput!) {\n    reject(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"): (typeof documents)["\n  mutation Reject($input: ApprovalInput!) {\n    reject(input: $input) {\n      ...LiveDeployment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApprovalViewer {\n    viewer {\n      id\n      name\n      permissions\n      roles\n    }\n  }\n"): (typeof documents)["\n  query ApprovalViewer {\n    viewer {\n      id\n      name\n      permissions\n      roles\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Deployment($id: ID!) {\n    deployment(id: $id) {\n      ...LiveDeployment\n    }\n  }\n"): (typeof documents)["\n  query Deployment($id: ID!) {\n    deployment(id: $id) {\n      ...LiveDeployment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeploymentTarget($id: ID!) {\n    environment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n"): (typeof documents)["\n  query DeploymentTarget($id: ID!) {\n    environment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SettingsEnvironment on Environment {\n    ...LiveEnvironment\n    settings {\n      ...Commands\n    }\n    variables {\n      ...VariableRow\n    }\n    target {\n      ...TargetFacts\n    }\n  }\n"): (typeof documents)["\n  fragment SettingsEnvironment on Environment {\n    ...LiveEnvironment\n    settings {\n      ...Commands\n    }\n    variables {\n      ...VariableRow\n    }\n    target {\n      ...TargetFacts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Commands on EnvironmentSettings {\n    tests\n    installCommand\n    testCommand\n    deployCommand\n    removeCommand\n    outputsFile\n    timeoutSeconds\n    startTimeoutSeconds\n    logLimitMb\n    logDays\n  }\n"): (typeof documents)["\n  fragment Commands on EnvironmentSettings {\n    tests\n    installCommand\n    testCommand\n    deployCommand\n    removeCommand\n    outputsFile\n    timeoutSeconds\n    startTimeoutSeconds\n    logLimitMb\n    logDays\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VariableRow on Variable {\n    environmentId\n    name\n    secret\n    value\n    updatedAt\n    updatedBy\n  }\n"): (typeof documents)["\n  fragment VariableRow on Variable {\n    environmentId\n    name\n    secret\n    value\n    updatedAt\n    updatedBy\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EnvironmentSettings($app: String!) {\n    appByName(name: $app) {\n      id\n      name\n      repository\n      directory\n      defaultBranch\n      framework\n      environments {\n        ...SettingsEnvironment\n      }\n    }\n  }\n"): (typeof documents)["\n  query EnvironmentSettings($app: String!) {\n    appByName(name: $app) {\n      id\n      name\n      repository\n      directory\n      defaultBranch\n      framework\n      environments {\n        ...SettingsEnvironment\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TargetFacts on DeploymentTarget {\n    kind\n    roleArn\n    externalId\n    region\n    asVariables\n    accessKeyId\n    updatedAt\n    updatedBy\n  }\n"): (typeof documents)["\n  fragment TargetFacts on DeploymentTarget {\n    kind\n    roleArn\n    externalId\n    region\n    asVariables\n    accessKeyId\n    updatedAt\n    updatedBy\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TargetPrincipal {\n    targetPrincipal {\n      accountId\n      arn\n    }\n  }\n"): (typeof documents)["\n  query TargetPrincipal {\n    targetPrincipal {\n      accountId\n      arn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CheckTarget($environmentId: ID!) {\n    checkTarget(environmentId: $environmentId) {\n      accountId\n      arn\n    }\n  }\n"): (typeof documents)["\n  mutation CheckTarget($environmentId: ID!) {\n    checkTarget(environmentId: $environmentId) {\n      accountId\n      arn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteEnvironment($id: ID!) {\n    deleteEnvironment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteEnvironment($id: ID!) {\n    deleteEnvironment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteVariable($environmentId: ID!, $name: String!) {\n    deleteVariable(environmentId: $environmentId, name: $name) {\n      ...VariableRow\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteVariable($environmentId: ID!, $name: String!) {\n    deleteVariable(environmentId: $environmentId, name: $name) {\n      ...VariableRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetTarget($input: SetTargetInput!) {\n    setTarget(input: $input) {\n      ...LiveEnvironment\n      target {\n        ...TargetFacts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetTarget($input: SetTargetInput!) {\n    setTarget(input: $input) {\n      ...LiveEnvironment\n      target {\n        ...TargetFacts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetVariable($input: SetVariableInput!) {\n    setVariable(input: $input) {\n      ...VariableRow\n    }\n  }\n"): (typeof documents)["\n  mutation SetVariable($input: SetVariableInput!) {\n    setVariable(input: $input) {\n      ...VariableRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateEnvironment($input: UpdateEnvironmentInput!) {\n    updateEnvironment(input: $input) {\n      ...LiveEnvironment\n      settings {\n        ...Commands\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateEnvironment($input: UpdateEnvironmentInput!) {\n    updateEnvironment(input: $input) {\n      ...LiveEnvironment\n      settings {\n        ...Commands\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GitHubFacts on GitHubConnection {\n    state\n    host\n    slug\n    name\n    url\n    owner\n    installUrl\n    connectedAt\n    connectedBy\n    installations {\n      id\n      account\n      repositorySelection\n      suspended\n      url\n    }\n    problem {\n      message\n      nextStep\n    }\n  }\n"): (typeof documents)["\n  fragment GitHubFacts on GitHubConnection {\n    state\n    host\n    slug\n    name\n    url\n    owner\n    installUrl\n    connectedAt\n    connectedBy\n    installations {\n      id\n      account\n      repositorySelection\n      suspended\n      url\n    }\n    problem {\n      message\n      nextStep\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GitHub {\n    github {\n      ...GitHubFacts\n    }\n  }\n"): (typeof documents)["\n  query GitHub {\n    github {\n      ...GitHubFacts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GitHubRepositories($installationId: ID!, $search: String, $after: String) {\n    githubRepositories(installationId: $installationId, search: $search, after: $after) {\n      nodes {\n        id\n        name\n        url\n        private\n        archived\n        apps\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query GitHubRepositories($installationId: ID!, $search: String, $after: String) {\n    githubRepositories(installationId: $installationId, search: $search, after: $after) {\n      nodes {\n        id\n        name\n        url\n        private\n        archived\n        apps\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisconnectGitHub {\n    disconnectGitHub {\n      ...GitHubFacts\n    }\n  }\n"): (typeof documents)["\n  mutation DisconnectGitHub {\n    disconnectGitHub {\n      ...GitHubFacts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartGitHubConnection($input: StartGitHubConnectionInput!) {\n    startGitHubConnection(input: $input) {\n      url\n      manifest\n    }\n  }\n"): (typeof documents)["\n  mutation StartGitHubConnection($input: StartGitHubConnectionInput!) {\n    startGitHubConnection(input: $input) {\n      url\n      manifest\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LockEnvironment($input: LockEnvironmentInput!) {\n    lockEnvironment(input: $input) {\n      ...LiveEnvironment\n    }\n  }\n"): (typeof documents)["\n  mutation LockEnvironment($input: LockEnvironmentInput!) {\n    lockEnvironment(input: $input) {\n      ...LiveEnvironment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlockEnvironment($id: ID!) {\n    unlockEnvironment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n"): (typeof documents)["\n  mutation UnlockEnvironment($id: ID!) {\n    unlockEnvironment(id: $id) {\n      ...LiveEnvironment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HistoryBar on Deployment {\n    id\n    kind\n    status\n    environmentName\n    approval {\n      ...ApprovalFacts\n    }\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n"): (typeof documents)["\n  fragment HistoryBar on Deployment {\n    id\n    kind\n    status\n    environmentName\n    approval {\n      ...ApprovalFacts\n    }\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HomeApp on App {\n    id\n    name\n    repository\n    directory\n    framework\n    environments {\n      ...LiveEnvironment\n    }\n    deployments(first: 15) {\n      nodes {\n        ...HistoryBar\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment HomeApp on App {\n    id\n    name\n    repository\n    directory\n    framework\n    environments {\n      ...LiveEnvironment\n    }\n    deployments(first: 15) {\n      nodes {\n        ...HistoryBar\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Home($after: String) {\n    apps(first: 50, after: $after) {\n      nodes {\n        ...HomeApp\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Home($after: String) {\n    apps(first: 50, after: $after) {\n      nodes {\n        ...HomeApp\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeploymentSummary on DeploymentSummary {\n    id\n    kind\n    status\n    trigger\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    branch\n    startedBy\n    step\n    approved\n    reason\n    outputs {\n      name\n      value\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n"): (typeof documents)["\n  fragment DeploymentSummary on DeploymentSummary {\n    id\n    kind\n    status\n    trigger\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    branch\n    startedBy\n    step\n    approved\n    reason\n    outputs {\n      name\n      value\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ApprovalFacts on Approval {\n    required\n    roles\n    notByAuthor\n    expiresAfterSeconds\n    decisions {\n      by\n      byId\n      approved\n      reason\n      at\n    }\n  }\n"): (typeof documents)["\n  fragment ApprovalFacts on Approval {\n    required\n    roles\n    notByAuthor\n    expiresAfterSeconds\n    decisions {\n      by\n      byId\n      approved\n      reason\n      at\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HoldFacts on Hold {\n    kind\n    reason\n    by\n    startsAt\n    endsAt\n  }\n"): (typeof documents)["\n  fragment HoldFacts on Hold {\n    kind\n    reason\n    by\n    startsAt\n    endsAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LiveEnvironment on Environment {\n    id\n    appId\n    name\n    position\n    branch\n    automatic\n    protected\n    pausedReason\n    approval {\n      required\n      roles\n      notByAuthor\n      expiresAfterSeconds\n    }\n    hold {\n      ...HoldFacts\n    }\n    fence\n    active {\n      ...DeploymentSummary\n    }\n    queued {\n      ...DeploymentSummary\n    }\n    awaiting {\n      ...DeploymentSummary\n    }\n    live {\n      ...DeploymentSummary\n    }\n    previous {\n      ...DeploymentSummary\n    }\n    latest {\n      ...DeploymentSummary\n    }\n    updatedAt\n  }\n"): (typeof documents)["\n  fragment LiveEnvironment on Environment {\n    id\n    appId\n    name\n    position\n    branch\n    automatic\n    protected\n    pausedReason\n    approval {\n      required\n      roles\n      notByAuthor\n      expiresAfterSeconds\n    }\n    hold {\n      ...HoldFacts\n    }\n    fence\n    active {\n      ...DeploymentSummary\n    }\n    queued {\n      ...DeploymentSummary\n    }\n    awaiting {\n      ...DeploymentSummary\n    }\n    live {\n      ...DeploymentSummary\n    }\n    previous {\n      ...DeploymentSummary\n    }\n    latest {\n      ...DeploymentSummary\n    }\n    updatedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LiveDeployment on Deployment {\n    id\n    appId\n    appName\n    environmentId\n    environmentName\n    kind\n    status\n    trigger\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    branch\n    startedBy\n    startedById\n    sourceDeploymentId\n    sourceEnvironmentName\n    supersededBy\n    fence\n    approval {\n      ...ApprovalFacts\n    }\n    reason\n    nextStep\n    cancelRequested\n    cancelledBy\n    steps {\n      name\n      status\n      command\n      exitCode\n      note\n      startedAt\n      finishedAt\n    }\n    outputs {\n      name\n      value\n    }\n    logLines\n    logOmitted\n    logMissing {\n      from\n      to\n    }\n    logExpiresAt\n    createdAt\n    startedAt\n    finishedAt\n  }\n"): (typeof documents)["\n  fragment LiveDeployment on Deployment {\n    id\n    appId\n    appName\n    environmentId\n    environmentName\n    kind\n    status\n    trigger\n    commit {\n      hash\n      subject\n      author\n      url\n    }\n    branch\n    startedBy\n    startedById\n    sourceDeploymentId\n    sourceEnvironmentName\n    supersededBy\n    fence\n    approval {\n      ...ApprovalFacts\n    }\n    reason\n    nextStep\n    cancelRequested\n    cancelledBy\n    steps {\n      name\n      status\n      command\n      exitCode\n      note\n      startedAt\n      finishedAt\n    }\n    outputs {\n      name\n      value\n    }\n    logLines\n    logOmitted\n    logMissing {\n      from\n      to\n    }\n    logExpiresAt\n    createdAt\n    startedAt\n    finishedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OnDeployment {\n    onDeployment {\n      ...LiveDeployment\n    }\n  }\n"): (typeof documents)["\n  subscription OnDeployment {\n    onDeployment {\n      ...LiveDeployment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OnEnvironment {\n    onEnvironment {\n      ...LiveEnvironment\n    }\n  }\n"): (typeof documents)["\n  subscription OnEnvironment {\n    onEnvironment {\n      ...LiveEnvironment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OnApp {\n    onApp {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  subscription OnApp {\n    onApp {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LogHash($deploymentId: ID!) {\n    deployment(id: $deploymentId) {\n      id\n      logHash\n    }\n  }\n"): (typeof documents)["\n  query LogHash($deploymentId: ID!) {\n    deployment(id: $deploymentId) {\n      id\n      logHash\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LogLines on LogChunk {\n    firstSeq\n    count\n    step\n    time\n    text\n    stderr\n    continues\n  }\n"): (typeof documents)["\n  fragment LogLines on LogChunk {\n    firstSeq\n    count\n    step\n    time\n    text\n    stderr\n    continues\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Logs($deploymentId: ID!, $fromSeq: Int!) {\n    logs(deploymentId: $deploymentId, fromSeq: $fromSeq, limit: 50) {\n      chunks {\n        ...LogLines\n      }\n      nextSeq\n    }\n  }\n"): (typeof documents)["\n  query Logs($deploymentId: ID!, $fromSeq: Int!) {\n    logs(deploymentId: $deploymentId, fromSeq: $fromSeq, limit: 50) {\n      chunks {\n        ...LogLines\n      }\n      nextSeq\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OnLogs($deploymentId: ID!) {\n    onLogs(deploymentId: $deploymentId) {\n      deploymentId\n      chunks {\n        ...LogLines\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription OnLogs($deploymentId: ID!) {\n    onLogs(deploymentId: $deploymentId) {\n      deploymentId\n      chunks {\n        ...LogLines\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InspectRepository(\n    $repository: String!\n    $directory: String\n    $branch: String\n    $repositoryToken: String\n  ) {\n    inspectRepository(\n      repository: $repository\n      directory: $directory\n      branch: $branch\n      repositoryToken: $repositoryToken\n    ) {\n      repository\n      suggestedName\n      defaultBranch\n      branches\n      commit {\n        hash\n        subject\n        author\n        url\n      }\n      directory\n      framework\n      frameworkEvidence\n      packageManager\n      nodeVersion\n      plan {\n        name\n        command\n        note\n      }\n      warnings\n    }\n  }\n"): (typeof documents)["\n  query InspectRepository(\n    $repository: String!\n    $directory: String\n    $branch: String\n    $repositoryToken: String\n  ) {\n    inspectRepository(\n      repository: $repository\n      directory: $directory\n      branch: $branch\n      repositoryToken: $repositoryToken\n    ) {\n      repository\n      suggestedName\n      defaultBranch\n      branches\n      commit {\n        hash\n        subject\n        author\n        url\n      }\n      directory\n      framework\n      frameworkEvidence\n      packageManager\n      nodeVersion\n      plan {\n        name\n        command\n        note\n      }\n      warnings\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApp($input: CreateAppInput!) {\n    createApp(input: $input) {\n      ...PipelineApp\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApp($input: CreateAppInput!) {\n    createApp(input: $input) {\n      ...PipelineApp\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;