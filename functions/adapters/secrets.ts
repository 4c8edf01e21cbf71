/** Secrets Manager, by names below this installation's prefix. */
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { setting } from './config';

let client: SecretsManagerClient | undefined;
const secretsManager = (): SecretsManagerClient => (client ??= new SecretsManagerClient({}));

const fullName = (name: string): string => `${setting('TRELLIS_SECRET_PREFIX')}/${name}`;

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
    if (error instanceof ResourceNotFoundException) return undefined;
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
    if (!(error instanceof ResourceNotFoundException)) throw error;
    if (!(await createSecret(name, value))) await put();
  }
};

/** Keeps a value under a new name; false when the name is taken. */
const createSecret = async (name: string, value: string): Promise<boolean> => {
  try {
    await secretsManager().send(new CreateSecretCommand({ Name: fullName(name), SecretString: value }));
    return true;
  } catch (error) {
    if (error instanceof ResourceExistsException) return false;
    throw error;
  }
};

/** Removes a secret for good; nothing happens when there is none. */
export const removeSecret = async (name: string): Promise<void> => {
  try {
    await secretsManager().send(
      new DeleteSecretCommand({ SecretId: fullName(name), ForceDeleteWithoutRecovery: true }),
    );
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
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
