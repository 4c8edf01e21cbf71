/** What the host tells a builder: everything comes by environment variables, and nothing of it reaches a command by itself. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** The user that commands run as. */
export interface CommandUser {
  uid: number;
  gid: number;
}

/** A builder's configuration. */
export interface Config {
  apiUrl: string;
  region: string;
  deploymentId: string;
  claimToken: string;
  /** Where workspaces are made. */
  workDir: string;
  /** The environment that commands start from. */
  commandEnv: Record<string, string>;
  /** A directory of Node.js versions; undefined when there is only the running one. */
  nodeDir?: string;
  /** Undefined when commands run as the builder's own user. */
  commandUser?: CommandUser;
}

type Environment = Record<string, string | undefined>;

const required = (env: Environment, name: string): string => {
  const value = env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: a host must start the builder.`);
  return value;
};

/** What a program needs to feel at home, when the host says nothing. */
const ownNames = ['PATH', 'HOME', 'USER', 'SHELL', 'LANG', 'TMPDIR', 'AWS_EC2_METADATA_DISABLED'];

const parseCommandEnv = (json: string): Record<string, string> => {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null)
    throw new Error('TRELLIS_COMMAND_ENV is not a JSON object.');
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
};

const ownEnv = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    ownNames.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

const parseUser = (text: string): CommandUser => {
  const match = /^(\d+):(\d+)$/.exec(text);
  if (match === null) throw new Error('TRELLIS_COMMAND_USER is not of the form uid:gid.');
  return { uid: Number(match[1]), gid: Number(match[2]) };
};

/** Reads the configuration; throws with the name of what is missing. */
export const readConfig = (env: Environment): Config => ({
  apiUrl: required(env, 'TRELLIS_API_URL'),
  region: env.AWS_REGION ?? 'us-east-1',
  deploymentId: required(env, 'TRELLIS_DEPLOYMENT_ID'),
  claimToken: required(env, 'TRELLIS_CLAIM_TOKEN'),
  workDir: resolve(required(env, 'TRELLIS_WORK_DIR')),
  commandEnv: {
    HOME: homedir(),
    ...(env.TRELLIS_COMMAND_ENV === undefined ? ownEnv(env) : parseCommandEnv(env.TRELLIS_COMMAND_ENV)),
  },
  nodeDir: env.TRELLIS_NODE_DIR,
  commandUser: env.TRELLIS_COMMAND_USER === undefined ? undefined : parseUser(env.TRELLIS_COMMAND_USER),
});
