/**
 * What can go wrong while Trellis is put into an account, looked at, or removed: each failure with its code, its sentence, the
 * next step and the exit code. `docs/aws-errors.md` is written from here. Texts in braces are filled in by the thrower.
 */

/** Exit codes of the commands: what a script may branch on. */
export const exitCodes = {
  ok: 0,
  /** Something that was begun did not end well; the same command goes on from there. */
  failed: 1,
  /** The command line, the settings or the answer to the question: nothing was begun. */
  refused: 2,
  /** Something outside of Trellis must change first: credentials, region, quota, network. Nothing was begun. */
  blocked: 3,
  interrupted: 130,
} as const;

type Exit = Exclude<keyof typeof exitCodes, 'ok'>;

interface Failure {
  exit: Exit;
  message: string;
  nextStep: string;
}

const failure = (exit: Exit, message: string, nextStep: string): Failure => ({ exit, message, nextStep });

/** Every failure by its code. */
export const failures = {
  'command.usage': failure('refused', '{problem}', 'Run {command} -- --help to see what there is.'),
  'command.settings': failure(
    'refused',
    'The settings cannot be used: {problem}.',
    'Correct {place}; docs/aws.md lists every setting.',
  ),
  'command.not_confirmed': failure(
    'refused',
    'Nothing was changed: this needs a yes, and there is no terminal to ask on.',
    'Run {command} again with {flag}.',
  ),
  'command.declined': failure('refused', 'Nothing was changed.', 'Run {command} again whenever you like.'),
  'command.interrupted': failure('interrupted', 'Interrupted {during}.', '{next}'),
  'aws.no_credentials': failure(
    'blocked',
    'No AWS credentials were found{where}.',
    'Sign in (aws sso login, aws login, or AWS_ACCESS_KEY_ID in the environment) or name a profile with --profile.',
  ),
  'aws.profile_unknown': failure(
    'blocked',
    'The profile {profile} is not in the AWS configuration, or holds no credentials.',
    'Name one of those that aws configure list-profiles prints, with --profile.',
  ),
  'aws.credentials_expired': failure(
    'blocked',
    'The AWS credentials{where} have expired.',
    'Get new ones where these came from, then run {command} again.',
  ),
  'aws.sign_in_expired': failure(
    'blocked',
    'The AWS sign-in{where} has expired.',
    'Run {login}, then {command} again.',
  ),
  'aws.credentials_invalid': failure(
    'blocked',
    'AWS does not know the credentials{where}: {detail}.',
    'Check the access key and its secret, or sign in again.',
  ),
  'aws.mfa_needed': failure(
    'blocked',
    'The profile{where} asks for a second factor, which cannot be asked for here.',
    'Get session credentials (aws sts get-session-token) or use a profile of IAM Identity Center.',
  ),
  'aws.clock': failure(
    'blocked',
    "This machine's clock is off, so AWS refuses what it signs.",
    'Set the clock, then run {command} again.',
  ),
  'aws.denied': failure(
    'blocked',
    'These credentials may not do what is needed: {detail}.',
    'Use credentials of an administrator, or have that permission added; docs/aws.md lists what is needed.',
  ),
  'aws.account_unready': failure(
    'blocked',
    'The account cannot use {service} yet: {detail}.',
    'Finish signing the account up in the AWS console (payment and phone number), then run {command} again.',
  ),
  'aws.wrong_account': failure(
    'blocked',
    'The credentials are of account {actual}, and the settings name account {wanted}.',
    'Use credentials of account {wanted}, or correct the settings.',
  ),
  'aws.region_missing': failure(
    'refused',
    'No region was named.',
    'Run {command} -- --region eu-central-1, or with the region of your choice; AWS_REGION and the profile count too.',
  ),
  'aws.region_unknown': failure(
    'refused',
    'AWS has no region {region}.',
    'Name one that exists{suggestion} with --region.',
  ),
  'aws.region_disabled': failure(
    'blocked',
    'The region {region} is not enabled in this account.',
    'Enable it in the AWS console (Account, AWS Regions), or name another one with --region.',
  ),
  'aws.region_lacks': failure(
    'blocked',
    'The region {region} lacks {services}.',
    'Name another region with --region.',
  ),
  'aws.unreachable': failure(
    'blocked',
    'AWS cannot be reached: {detail}.',
    'Check the network (or HTTPS_PROXY), then run {command} again.',
  ),
  'aws.throttled': failure(
    'failed',
    'AWS asked to slow down, again and again: {detail}.',
    'Wait a minute, then run {command} again: it goes on from here.',
  ),
  'aws.quota': failure(
    'blocked',
    'A quota of the account is too small: {quota} is {value}, and {needed} needed.',
    'Ask for more in the Service Quotas console{code}, then run {command} again.',
  ),
  'aws.quota_reached': failure(
    'failed',
    'A quota of the account is reached: {detail}.',
    'Remove what is not needed or ask for more in the Service Quotas console, then run {command} again.',
  ),
  'aws.name_taken': failure(
    'refused',
    "The account holds a stack named {stack} that is not Trellis'.",
    'Choose another name with --name.',
  ),
  'aws.resource_taken': failure(
    'failed',
    '{resource} exists already and does not belong to this installation: {detail}.',
    'Choose another name with --name, or remove what is in the way, then run {command} again.',
  ),
  'aws.bootstrap_failed': failure(
    'failed',
    'The account could not be prepared for the AWS CDK: {detail}.',
    'Run {bootstrap} as an administrator, then {command} again.',
  ),
  'aws.stack_busy': failure(
    'failed',
    'Stack {stack} is still {status}.',
    'Look at it in the CloudFormation console; run {command} again once it has ended.',
  ),
  'aws.stack_stuck': failure(
    'failed',
    'Stack {stack} is {status}, and cannot leave that state by itself: {detail}.',
    '{next}',
  ),
  'aws.stack_half_removed': failure(
    'blocked',
    'Stack {stack} is half removed ({status}).',
    'Run {destroy} to remove the rest, then {command} again.',
  ),
  'aws.resource_failed': failure(
    'failed',
    '{resource} could not be {action}: {detail}.',
    'Correct what it says, then run {command} again: what stood before still stands.',
  ),
  'aws.synth_failed': failure(
    'failed',
    'The stacks could not be put together: {detail}.',
    'Correct the settings it names, or return to an unchanged copy of Trellis.',
  ),
  'aws.tool_failed': failure(
    'failed',
    'The AWS CDK ended with code {exitCode}: {detail}.',
    'Correct what it says, then run {command} again: it goes on from here.',
  ),
  'aws.image_failed': failure(
    'failed',
    "The builder's image could not be built: {detail}.",
    'Read its log in CodeBuild ({log}), then run {command} again: it builds once more.',
  ),
  'aws.image_slow': failure(
    'failed',
    "The build of the builder's image did not end in {minutes} minutes.",
    'Look at it in the CodeBuild console; run {command} again once it has ended.',
  ),
  'aws.unhealthy': failure(
    'failed',
    'Everything is deployed, but {what} does not answer: {detail}.',
    'Run {doctor}: it says what is wrong. New addresses can take some minutes to be known everywhere.',
  ),
  'aws.not_installed': failure(
    'blocked',
    'There is no installation named {name} in {region}.',
    'Run {deploy} to make one, or name the right one with --name and --region.',
  ),
  'aws.output_missing': failure(
    'failed',
    'Stack {stack} does not say its {output}.',
    'Run {deploy} once more: it brings the stack up to date.',
  ),
  'aws.unexpected': failure(
    'failed',
    '{operation} failed: {detail}.',
    'Run {command} again: it goes on from here; when it repeats, the message names what to look at.',
  ),
  'destroy.wrong_name': failure(
    'refused',
    'Nothing was removed: the name that was typed is not {name}.',
    'Run {command} again and type {name}.',
  ),
  'destroy.busy': failure(
    'refused',
    'Nothing was removed: {count} running or waiting.',
    'Wait for them to end or cancel them; --force removes Trellis all the same.',
  ),
  'smoke.no_credentials': failure(
    'blocked',
    'The smoke test deploys to a real account, and no AWS credentials were found.',
    'Run it with credentials of an account made for tests: npm run smoke -- --profile NAME --region REGION.',
  ),
  'smoke.failed': failure(
    'failed',
    'The smoke test failed while {doing}: {detail}.',
    'Read the lines above. {left}',
  ),
} as const satisfies Record<string, Failure>;

/** A code of the catalogue. */
export type FailureCode = keyof typeof failures;

/** A failure as data: what `--json` prints. */
export interface FailureBody {
  code: FailureCode;
  message: string;
  nextStep: string;
}

const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

const commands = {
  command: 'npm run deploy',
  deploy: 'npm run deploy',
  destroy: 'npm run destroy',
  doctor: 'npm run doctor',
};

/**
 * A failure that a person reads. Any other error is a defect.
 *
 * @example throw new DeployError('aws.name_taken', { stack: 'trellis' })
 */
export class DeployError extends Error {
  readonly nextStep: string;
  readonly exitCode: number;

  constructor(
    readonly code: FailureCode,
    values: Readonly<Record<string, string | number>> = {},
    options?: { cause?: unknown },
  ) {
    const all = { ...commands, where: '', ...values };
    super(fill(failures[code].message, all), options);
    this.name = 'DeployError';
    this.nextStep = fill(failures[code].nextStep, all);
    this.exitCode = exitCodes[failures[code].exit];
  }

  /** The failure as data. */
  toBody(): FailureBody {
    return { code: this.code, message: this.message, nextStep: this.nextStep };
  }
}
