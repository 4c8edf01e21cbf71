/** Secrets Manager, by names below this installation's prefix. */
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { setTimeout as delay } from 'node:timers/promises';
import { setting } from './config';

let client: SecretsManagerClient | undefined;
const secretsManager = (): SecretsManagerClient => (client ??= new SecretsManagerClient({}));

const fullName = (name: string): string => `${setting('TRELLIS_SECRET_PREFIX')}/${name}`;

/** A secret that was removed is there for some seconds more: it cannot be read, and its name is not free yet. */
const isLeaving = (error: unknown): boolean =>
  error instanceof InvalidRequestException && /delet/i.test(error.message);

const isGone = (error: unknown): boolean => error instanceof ResourceNotFoundException || isLeaving(error);

/** Pauses before a name is asked for again that is not free yet. */
const RETRIES_MS = [250, 500, 1_000, 2_000, 4_000];

/** Where the value of a secret variable stands. */
export const variableSecret = (environmentId: string, name: string): string => `${environmentId}/${name}`;

/** A secret's value; undefined when there is none of that name. */
export const readSecret = async (name: string): Promise<string | undefined> => {
  try {
    const { SecretString } = await secretsManager().send(
      new GetSecretValueCommand({ SecretId: fullName(name) }),
    );
    return SecretString;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
};

/** Keeps a value under a name, new or not. */
export const writeSecret = async (name: string, value: string): Promise<void> => {
  const put = () =>
    secretsManager().send(new PutSecretValueCommand({ SecretId: fullName(name), SecretString: value }));
  try {
    await put();
  } catch (error) {
    if (!isGone(error)) throw error;
    if (!(await createSecret(name, value))) await put();
  }
};

/** Keeps a value under a new name; false when the name is taken. */
const createSecret = async (name: string, value: string): Promise<boolean> => {
  for (let retry = 0; ; retry += 1) {
    try {
      await secretsManager().send(new CreateSecretCommand({ Name: fullName(name), SecretString: value }));
      return true;
    } catch (error) {
      if (error instanceof ResourceExistsException) return false;
      const wait = RETRIES_MS[retry];
      if (!isLeaving(error) || wait === undefined) throw error;
      await delay(wait);
    }
  }
};

/** Removes a secret for good; nothing happens when there is none. */
export const removeSecret = async (name: string): Promise<void> => {
  try {
    await secretsManager().send(
      new DeleteSecretCommand({ SecretId: fullName(name), ForceDeleteWithoutRecovery: true }),
    );
  } catch (error) {
    if (!isGone(error)) throw error;
  }
};

/** A secret that this installation makes for itself when it is first needed. Of several who make it, one wins. */
export const readOrCreateSecret = async (name: string, create: () => string): Promise<string> => {
  const known = await readSecret(name);
  if (known !== undefined) return known;
  const made = create();
  if (await createSecret(name, made)) return made;
  return (await readSecret(name)) ?? made;
};
