/** The builder's own credentials, from the container endpoint that ECS (or the local host) offers; renewed before they end. */
import { readFile } from 'node:fs/promises';
import { NetworkError, send } from './http';
import type { Credentials } from './sign';

/** Gives credentials that are valid for a while yet. */
export interface CredentialSource {
  get(): Promise<Credentials>;
  /** The API refused them: ask for new ones next time. */
  forget(): void;
}

/** Where ECS answers on a task's own network. */
const ecsHost = 'http://169.254.170.2';
/** Renew so long before they end. */
const marginMs = 5 * 60_000;

type Environment = Record<string, string | undefined>;

const endpoint = (env: Environment): URL => {
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const full = relative === undefined ? env.AWS_CONTAINER_CREDENTIALS_FULL_URI : `${ecsHost}${relative}`;
  if (full === undefined)
    throw new Error('No AWS_CONTAINER_CREDENTIALS_* variable is set: a host must start the builder.');
  return new URL(full);
};

const authorization = async (env: Environment): Promise<string | undefined> => {
  const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  return file === undefined ? env.AWS_CONTAINER_AUTHORIZATION_TOKEN : (await readFile(file, 'utf8')).trim();
};

const parse = (text: string): { credentials: Credentials; expires: number } => {
  const value = JSON.parse(text) as Partial<
    Record<'AccessKeyId' | 'SecretAccessKey' | 'Token' | 'Expiration', string>
  >;
  if (value.AccessKeyId === undefined || value.SecretAccessKey === undefined)
    throw new NetworkError('the credentials endpoint gave no credentials');
  return {
    credentials: {
      accessKeyId: value.AccessKeyId,
      secretAccessKey: value.SecretAccessKey,
      sessionToken: value.Token,
    },
    expires: value.Expiration === undefined ? Infinity : Date.parse(value.Expiration),
  };
};

/** Credentials by the container protocol. */
export const containerCredentials = (env: Environment, now: () => number = Date.now): CredentialSource => {
  const url = endpoint(env);
  let current: { credentials: Credentials; expires: number } | undefined;
  return {
    async get() {
      if (current !== undefined && now() < current.expires - marginMs) return current.credentials;
      const token = await authorization(env);
      const answer = await send('GET', url, token === undefined ? {} : { authorization: token }, '', 5_000);
      if (answer.status !== 200) throw new NetworkError(`the credentials endpoint answered ${answer.status}`);
      current = parse(answer.text);
      return current.credentials;
    },
    forget() {
      current = undefined;
    },
  };
};
