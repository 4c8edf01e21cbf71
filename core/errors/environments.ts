import { entry } from './entry';

/** Errors of environments: their queue, protection, holds, approvals and variables. */
export const environmentErrors = {
  'environment.in_use': entry(
    'conflict',
    'Environment {name} is deployed.',
    'Tear it down first, then delete it.',
  ),
  'environment.busy': entry(
    'conflict',
    'A deployment is running or waiting in {name}.',
    'Wait for it to end or cancel it, then try again.',
  ),
  'environment.queue_taken': entry(
    'conflict',
    '{kind} waits in {name} already, and only one can wait.',
    'Wait for it to start, or cancel it, then try again.',
  ),
  'environment.protected': entry(
    'forbidden',
    '{name} is protected: it takes promotions and rollbacks only.',
    'Deploy to an earlier environment and promote from there.',
  ),
  'environment.paused': entry(
    'conflict',
    'Automatic deployment of {name} is paused: {reason}.',
    'Resume it in the settings of the environment.',
  ),
  'environment.confirm_name': entry(
    'conflict',
    'Tearing down {name} needs its name, typed.',
    'Send the name of the environment as confirmName.',
  ),
  'environment.held': entry(
    'conflict',
    '{name} is {hold}.',
    'Wait for the end, or lift the lock or freeze in the environment.',
  ),
  'environment.not_held': entry('conflict', '{name} is neither locked nor frozen.', 'Nothing to do.'),
  'approval.not_waiting': entry(
    'conflict',
    'This deployment does not wait for approval ({status}).',
    'Open it to see what became of it.',
  ),
  'approval.nothing_waits': entry('conflict', 'Nothing awaits approval in {name}.', 'Nothing to do.'),
  'approval.own_request': entry(
    'forbidden',
    '{who} asked for this deployment, so someone else must decide on it.',
    'Ask a colleague to approve it.',
  ),
  'approval.wrong_role': entry(
    'forbidden',
    '{who} is not {roles}, and the environment asks for that role.',
    'Ask someone with that role to approve it.',
  ),
  'approval.expired': entry(
    'conflict',
    'Nobody decided on it within {time}.',
    'Ask for the deployment again.',
  ),
  'variable.reserved': entry(
    'invalid',
    '{name} is set by Trellis or would change how commands run.',
    'Choose another name.',
  ),
  'variable.not_found': entry(
    'not_found',
    'The environment has no variable {name}.',
    'Reload the settings: it may have been deleted.',
  ),
};
