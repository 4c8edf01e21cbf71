/** Environment variables: what the person's commands may see, and what the functions in this process are told. */
import { delimiter } from 'node:path';
import { functions } from '../wiring';
import type { AwsCredentials } from './keys';
import * as names from './names';

const passed = [
  'PATH',
  'HOME',
  'SHELL',
  'USER',
  'LOGNAME',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
];
// The person's own account and registry: what their deploy command would find in their own terminal.
const passedPrefixes = ['LC_', 'AWS_', 'NPM_CONFIG_', 'XDG_', 'GIT_SSL_', 'GIT_SSH', 'GIT_CONFIG_'];

/** npm puts the tools of this project on the path of its scripts; a build must find its own or none. */
const withoutOwnTools = (path: string): string =>
  path
    .split(delimiter)
    .filter((entry) => !/[\\/]node_modules[\\/]\.bin$|[\\/]node-gyp-bin$/.test(entry))
    .join(delimiter);

/** What commands get of the environment in which Trellis was started. */
export const commandEnvironment = (started: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(started).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (!passed.includes(name) && !passedPrefixes.some((prefix) => name.startsWith(prefix))) return [];
      return [[name, name === 'PATH' ? withoutOwnTools(value) : value]];
    }),
  );

/** Where functions find what they talk to. */
export interface FunctionEnvironment {
  awsEndpoint: string;
  graphqlUrl: string;
  credentials: AwsCredentials;
  /** A short name of this installation. */
  instance: string;
  /** Where the person's own tunnel lets GitHub in; undefined when there is none. */
  tunnelUrl?: string | undefined;
  /** Where access keys of other accounts are asked about. */
  stsUrl: string;
}

const functionVariables = ({
  awsEndpoint,
  graphqlUrl,
  instance,
  tunnelUrl,
  stsUrl,
}: FunctionEnvironment): Record<string, string> => ({
  TRELLIS_API_URL: graphqlUrl,
  TRELLIS_TABLE: names.tableName,
  TRELLIS_BUCKET_URL: `${awsEndpoint}/${names.bucketName}`,
  TRELLIS_SECRET_PREFIX: names.secretPrefix,
  TRELLIS_CLUSTER: names.clusterName,
  TRELLIS_TASK_DEFINITION: names.taskDefinition,
  TRELLIS_SUBNETS: 'local',
  TRELLIS_SECURITY_GROUPS: 'local',
  TRELLIS_PUBLIC_IP: 'DISABLED',
  TRELLIS_LOG_GROUP: names.logGroup,
  TRELLIS_EVENT_BUS: names.eventBus,
  TRELLIS_INSTANCE: instance,
  // Known once the dashboard listens.
  TRELLIS_PUBLIC_URL: '',
  TRELLIS_REPOSITORY_ACCESS: 'any',
  TRELLIS_WEBHOOK_URL: tunnelUrl === undefined ? 'none' : `${tunnelUrl}/webhooks/github`,
  TRELLIS_STS_URL: stsUrl,
  TRELLIS_GITHUB_API_URL: process.env.TRELLIS_GITHUB_API_URL ?? 'https://api.github.com',
});

/**
 * Sets this process up for the functions that run in it: their variables, and an AWS that ends at this machine. The person's
 * own AWS settings are taken away, so that nothing here can reach their account by mistake. Answers a function that puts
 * everything back.
 */
export const enterFunctionEnvironment = (given: FunctionEnvironment): (() => void) => {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  const variables = functionVariables(given);
  const missing = Object.values(functions)
    .flatMap((wired) => [...wired.variables])
    .find((name) => !(name in variables));
  if (missing) throw new Error(`The wiring asks for ${missing}, which this host does not know`);
  Object.assign(process.env, variables, {
    AWS_ENDPOINT_URL: given.awsEndpoint,
    AWS_REGION: names.region,
    AWS_ACCESS_KEY_ID: given.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: given.credentials.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
};

/** Tells the functions where people see the dashboard. */
export const tellPublicUrl = (url: string): void => {
  process.env.TRELLIS_PUBLIC_URL = url;
};
