/** What a person runs in an account so that Trellis may deploy to it; pages and documentation show the same command. */
import { TARGET_ROLE_PREFIX } from './target';

/** How the template's file is called where a person saves it. */
export const TEMPLATE_FILE = 'trellis-target.yaml';

/** IAM's limit. */
const MAX_ROLE_NAME = 64;

/** The role, and the stack that makes it, of an environment. */
export const targetRoleName = (appName: string, environmentName: string): string =>
  `${TARGET_ROLE_PREFIX}${appName}-${environmentName}`.slice(0, MAX_ROLE_NAME);

/** Lays the template into the account that the AWS CLI leads to; again, with other values, changes what is there. */
export const targetCommand = (given: {
  roleName: string;
  externalId: string;
  principalArn: string;
  region: string | null;
}): string =>
  [
    `aws cloudformation deploy --template-file ${TEMPLATE_FILE}`,
    `--stack-name ${given.roleName}`,
    ...(given.region === null ? [] : [`--region ${given.region}`]),
    '--capabilities CAPABILITY_NAMED_IAM',
    `--parameter-overrides 'RoleName=${given.roleName}'`,
    `  'ExternalId=${given.externalId}'`,
    `  'TrustedPrincipalArn=${given.principalArn}'`,
  ].join(' \\\n  ');
