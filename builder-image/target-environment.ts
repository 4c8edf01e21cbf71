/** What a command finds in its environment of an AWS account. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { TargetCredentials } from './api';

/** How a command gets credentials: by asking an endpoint, or as they are. */
export type Access = { url: string; token: string } | TargetCredentials;

type Environment = Record<string, string>;

/** All that leads a tool to credentials of its own choice: with it, a command would act in another account than people see. */
const credentialVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
];

/** Which of these variables would lead to another account. */
export const misleading = (names: readonly string[]): string[] =>
  names.filter((name) => credentialVariables.includes(name));

const accessVariables = (given: Access): Environment =>
  'url' in given
    ? { AWS_CONTAINER_CREDENTIALS_FULL_URI: given.url, AWS_CONTAINER_AUTHORIZATION_TOKEN: given.token }
    : {
        AWS_ACCESS_KEY_ID: given.accessKeyId,
        AWS_SECRET_ACCESS_KEY: given.secretAccessKey,
        ...(given.sessionToken !== null && { AWS_SESSION_TOKEN: given.sessionToken }),
        ...(given.expiration !== null && { AWS_CREDENTIAL_EXPIRATION: given.expiration }),
      };

/** The environment of a command that acts in an account, and in no other. */
export const targetEnvironment = (env: Environment, region: string | null, given: Access): Environment => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !credentialVariables.includes(name))),
  // Files of the machine come before an endpoint in every SDK's search.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  // A profile that sst.config names is one of a developer's machine.
  SST_AWS_NO_PROFILE: 'true',
  ...(region !== null && { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
  ...accessVariables(given),
});

const ways = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
];

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** True when a command with this environment cannot find any AWS credentials by itself. Where it may, it is left to find out. */
export const isWithoutCredentials = async (env: Environment): Promise<boolean> => {
  if (env.AWS_EC2_METADATA_DISABLED !== 'true' || ways.some((name) => name in env)) return false;
  const home = env.HOME ?? '/';
  const files = [
    env.AWS_SHARED_CREDENTIALS_FILE ?? join(home, '.aws', 'credentials'),
    env.AWS_CONFIG_FILE ?? join(home, '.aws', 'config'),
  ];
  return !(await Promise.all(files.map(isThere))).includes(true);
};
