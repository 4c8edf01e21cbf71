/**
 * The error catalogue: every error that reaches a person or a script, with its code, its sentence and the next step. API,
 * dashboard and docs (`docs/errors.md`, checked by a test) read it from here. Texts in braces are filled in by the thrower.
 */

import { resolverErrors } from './resolver-errors';

/** How an error is answered: which HTTP status a route gives it, and whether trying again can help. */
export type ErrorKind =
  'invalid' | 'not_found' | 'conflict' | 'forbidden' | 'unauthenticated' | 'upstream' | 'internal';

interface CatalogueEntry {
  kind: ErrorKind;
  message: string;
  nextStep: string;
}

const entry = (kind: ErrorKind, message: string, nextStep: string): CatalogueEntry => ({
  kind,
  message,
  nextStep,
});

/** Every error by its code; `docs/errors.md` is written from it. */
export const catalogue = {
  ...resolverErrors,
  'auth.missing': entry(
    'unauthenticated',
    'This call carries no token.',
    'Sign in, or send an API token in the Authorization header.',
  ),
  'auth.invalid': entry(
    'unauthenticated',
    'This token is unknown or has expired.',
    'Sign in again, or use a token that is still valid.',
  ),
  'auth.code_used': entry(
    'unauthenticated',
    'This sign-in link was used already or has expired.',
    'Run npm start once more: it prints a fresh link, also while Trellis runs.',
  ),
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
  'task.start_failed': entry(
    'upstream',
    'The builder could not be started: {detail}.',
    'Try again; when it repeats, look at the limits of the account.',
  ),
  'task.lost': entry(
    'upstream',
    'The builder stopped without a word: {detail}.',
    'Deploy again; the log shows how far it came.',
  ),
  'task.out_of_memory': entry(
    'upstream',
    'The builder was killed because its memory was used up.',
    'Give the builder more memory, or make the build need less, and deploy again.',
  ),
  'task.killed': entry(
    'upstream',
    'The builder was killed from outside: by someone, or for lack of memory.',
    'Deploy again; when it repeats, give the builder more memory, or make the build need less.',
  ),
  'task.not_started': entry(
    'upstream',
    'The builder did not start in {seconds} s.',
    'Deploy again; when it repeats, look at the limits of the account.',
  ),
  'task.timed_out': entry(
    'conflict',
    'The deployment ran longer than {seconds} s.',
    'Raise the time limit in the settings of the environment, or make the command faster.',
  ),
  'webhook.not_configured': entry(
    'internal',
    'No webhook secret is set, so no webhook can be trusted.',
    'Set a webhook secret, here and at GitHub.',
  ),
  'webhook.bad_signature': entry(
    'unauthenticated',
    'The signature of this delivery is missing or wrong.',
    'Use the same secret at GitHub and here; only X-Hub-Signature-256 counts.',
  ),
  'webhook.bad_payload': entry(
    'invalid',
    'This delivery is not a GitHub push: {detail}.',
    'Send push events as application/json.',
  ),
  'webhook.replayed': entry('conflict', 'This delivery was taken before.', 'Nothing to do.'),
  'push.duplicate': entry(
    'conflict',
    '{name} has taken commit {commit} of {branch} already.',
    'Nothing to do; deploy the commit by hand to run it once more.',
  ),
  'push.overtaken': entry(
    'conflict',
    'Commit {commit} is no longer the newest of {branch}, so {name} does not take it.',
    'Nothing to do: the newest commit is deployed; deploy this one by hand to return to it.',
  ),
  'site.not_started': entry(
    'invalid',
    'The application did not start: {detail}.',
    'Correct its code or its handler and deploy again; what was live stays live.',
  ),
} as const satisfies Record<string, CatalogueEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof catalogue;

/** An error as it travels: what a person reads, and what a script branches on. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  nextStep: string;
}

const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

/**
 * An error that may be shown. Any other error is a defect and reaches people only as `internal.unexpected`.
 *
 * @example throw new TrellisError('app.name_taken', { name })
 */
export class TrellisError extends Error {
  readonly kind: ErrorKind;
  readonly nextStep: string;

  constructor(
    readonly code: ErrorCode,
    values: Record<string, string | number> = {},
    options?: { cause?: unknown },
  ) {
    super(fill(catalogue[code].message, values), options);
    this.name = 'TrellisError';
    this.kind = catalogue[code].kind;
    this.nextStep = fill(catalogue[code].nextStep, values);
  }

  /** The error as data. */
  toBody(): ErrorBody {
    return { code: this.code, message: this.message, nextStep: this.nextStep };
  }
}

/** Any thrown value as the catalogue's data; what is not a `TrellisError` keeps its text to itself. */
export const errorBody = (thrown: unknown): ErrorBody =>
  (thrown instanceof TrellisError
    ? thrown
    : new TrellisError('internal.unexpected', { detail: 'an unexpected failure' })
  ).toBody();
