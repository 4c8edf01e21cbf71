import { entry } from './entry';

/** Errors of the connection with GitHub: its App, the App's installations, and what GitHub's API answers. */
export const githubErrors = {
  'github.unavailable': entry(
    'upstream',
    'GitHub gives no answer at the moment.',
    'Try again in some minutes; GitHub’s status page says more.',
  ),
  'github.rate_limited': entry(
    'upstream',
    'GitHub’s rate limit is used up for now.',
    'Wait until it lets calls through again, an hour at most, then try again.',
  ),
  'github.unauthorized': entry(
    'upstream',
    'GitHub does not accept the key of the GitHub App: the App was deleted, or its key was revoked.',
    'Disconnect GitHub in the settings, then connect it again.',
  ),
  'github.suspended': entry(
    'upstream',
    'The GitHub App is suspended for {account}.',
    'End the suspension on the page of the installation at GitHub, then try again.',
  ),
  'github.forbidden': entry(
    'upstream',
    'GitHub does not allow this to the GitHub App.',
    'Accept the permissions that the App asks for on the page of its installation at GitHub, then try again.',
  ),
  'github.not_found': entry(
    'upstream',
    'GitHub knows no such thing, or does not show it to the GitHub App.',
    'Open the GitHub settings and look at what the App is installed on.',
  ),
  'github.not_granted': entry(
    'upstream',
    'The GitHub App may not read {repository}.',
    'Install the App on this repository, or give the app an access token; when the repository was renamed or transferred, give its new address.',
  ),
  'github.moved': entry(
    'upstream',
    '{repository} was renamed or transferred at GitHub.',
    'Give its new address in the settings of the app.',
  ),
  'github.installation_gone': entry(
    'upstream',
    'The GitHub App is no longer installed there.',
    'Install it again, from the GitHub settings.',
  ),
  'github.not_connected': entry('conflict', 'GitHub is not connected.', 'Connect it in the GitHub settings.'),
  'github.connected': entry(
    'conflict',
    'GitHub is connected already, by another App.',
    'Disconnect it first, then connect it again; delete an App that is not needed at GitHub.',
  ),
  'github.unknown_state': entry(
    'forbidden',
    'This way back from GitHub was not opened here, was taken before, or is older than ten minutes.',
    'Begin again with Connect GitHub; delete an App that was made meanwhile at GitHub.',
  ),
  'github.denied': entry(
    'forbidden',
    'At GitHub, the new App was not allowed.',
    'Begin again, or ask someone who may create GitHub Apps there.',
  ),
  'github.no_code': entry(
    'invalid',
    'GitHub sent nobody back with a code, so there is no new App.',
    'Begin again with Connect GitHub.',
  ),
  'github.code_used': entry(
    'conflict',
    'GitHub does not take this code: it was used before, or is older than an hour.',
    'Begin again with Connect GitHub; delete the App that was made meanwhile at GitHub.',
  ),
  'github.private_host': entry(
    'invalid',
    '{host} has no address on the public internet, so this installation cannot ask it.',
    'Give a host that can be reached from everywhere, or leave it out for github.com.',
  ),
  'github.bad_host': entry(
    'invalid',
    '{host} is not the host of a GitHub.',
    'Give the host alone, such as github.example.com, or leave it out for github.com.',
  ),
};
