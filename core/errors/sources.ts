import { entry } from './entry';

/** Errors of apps and of where their code comes from: repository, branch, commit. */
export const sourceErrors = {
  'app.name_taken': entry('conflict', 'An app named {name} exists already.', 'Choose another name.'),
  'app.in_use': entry(
    'conflict',
    'App {name} is still deployed to {environments}.',
    'Tear those environments down first, then delete the app.',
  ),
  'app.busy': entry(
    'conflict',
    'A deployment of app {name} is running or waiting.',
    'Wait for it to end or cancel it, then try again.',
  ),
  'repository.unreachable': entry(
    'upstream',
    'The repository {repository} could not be read: {detail}.',
    'Check the address, and that this installation may read it.',
  ),
  'repository.unsupported': entry(
    'invalid',
    'The repository address {repository} cannot be used: {problem}.',
    'Give an absolute path, or a file://, https://, ssh:// or git@ address.',
  ),
  'repository.https_only': entry(
    'invalid',
    'The repository {repository} cannot be read from here: this installation reaches https:// addresses on the public internet only.',
    'Give its https:// address, with an access token when it is private.',
  ),
  'repository.no_directory': entry(
    'not_found',
    'The repository has no directory {directory} on branch {branch}.',
    'Correct the directory, or push it to that branch.',
  ),
  'repository.empty': entry(
    'conflict',
    'The repository {repository} has no commit yet.',
    'Push a first commit, then try again.',
  ),
  'branch.not_found': entry(
    'not_found',
    'The repository has no branch {branch}.',
    'Push the branch, or choose one that exists.',
  ),
  'commit.invalid': entry(
    'invalid',
    '{commit} is not a commit hash.',
    'Give all 40 hexadecimal digits of the commit.',
  ),
  'commit.not_found': entry(
    'not_found',
    'The repository has no commit {commit}.',
    'Push the commit, or choose one that exists.',
  ),
};
