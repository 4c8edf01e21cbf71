import { entry } from './entry';

/** Errors of deployments, and of promoting, rolling back and tearing down. */
export const deploymentErrors = {
  'deployment.nothing_runs': entry('conflict', 'Nothing runs or waits in {name}.', 'Nothing to do.'),
  'deployment.ended': entry('conflict', 'This deployment has ended already ({status}).', 'Start a new one.'),
  'deployment.claim_refused': entry(
    'forbidden',
    'This deployment cannot be claimed: {detail}.',
    'Nothing to do: only the task that was started for it may claim it, once.',
  ),
  'deployment.lease_refused': entry(
    'forbidden',
    'The sender of this report does not hold the deployment.',
    'Nothing to do: the deployment has ended or another task holds it.',
  ),
  'deployment.report_stale': entry(
    'conflict',
    'Report {seq} is older than the last one that was taken ({last}).',
    'Nothing to do: what came after it counts.',
  ),
  'deployment.client_token_reused': entry(
    'conflict',
    'This client token was used for another request.',
    'Use a new client token for a new request.',
  ),
  'promote.no_source': entry(
    'conflict',
    '{name} is the first environment of the pipeline: nothing can be promoted to it.',
    'Deploy a commit to it instead.',
  ),
  'promote.nothing_live': entry('conflict', '{source} has nothing to promote.', 'Deploy to {source} first.'),
  'promote.not_succeeded': entry(
    'conflict',
    'Deployment {id} did not succeed in {source}.',
    'Promote a deployment that succeeded in {source}.',
  ),
  'rollback.nothing_before': entry(
    'conflict',
    '{name} has no earlier deployment to return to.',
    'Deploy another commit instead.',
  ),
  'rollback.not_succeeded': entry(
    'conflict',
    'Deployment {id} did not succeed in {name}.',
    'Choose a deployment that succeeded in {name}.',
  ),
  'teardown.nothing_live': entry('conflict', '{name} has nothing to tear down.', 'Nothing to do.'),
};
