import { entry } from './entry';

/** Errors of the AWS accounts that environments deploy to. */
export const targetErrors = {
  'target.none': entry(
    'conflict',
    '{name} has no AWS account of its own.',
    'Give it a role or access keys in the settings of the environment.',
  ),
  'target.missing': entry(
    'conflict',
    '{framework} deploys to AWS, and commands of {name} find no AWS credentials.',
    'Give the environment an AWS account in its settings, then deploy again.',
  ),
  'target.changed': entry(
    'conflict',
    'The AWS account of {name} was changed after this deployment had started, so it gets no credentials any more.',
    'Deploy again: the next deployment takes the account that is set now.',
  ),
  'target.no_keys': entry(
    'invalid',
    '{name} has no access keys yet, and none were given.',
    'Give both parts of an access key: its id and its secret.',
  ),
  'target.role_refused': entry(
    'upstream',
    'AWS does not let Trellis assume {role}: there is no such role, it does not trust Trellis, or it asks for another external id.',
    'Run the command that the settings of the environment show, in that account, then check again.',
  ),
  'target.keys_refused': entry(
    'upstream',
    'AWS does not accept the access key that ends in {ending}: it was deleted or turned off, or its secret is another.',
    'Make a new access key in that account and set it in the settings of the environment.',
  ),
  'target.no_credentials': entry(
    'upstream',
    'Trellis runs without AWS credentials, so it cannot assume a role in any account.',
    'Start Trellis where `aws sts get-caller-identity` answers, or set access keys in the settings of the environment.',
  ),
  'target.own_credentials': entry(
    'upstream',
    'AWS does not accept the credentials that Trellis itself runs with: {detail}.',
    'Renew them where Trellis was started, such as with `aws sso login`, then try again.',
  ),
  'target.unreachable': entry(
    'upstream',
    'AWS gave no credentials for the account: {detail}.',
    'Try again; when it repeats, check that AWS can be reached from here.',
  ),
} as const;
