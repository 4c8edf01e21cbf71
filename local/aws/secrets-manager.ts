/** The operations of Secrets Manager that Trellis uses, on the encrypted file. */
import { z } from 'zod';
import { accountId, region } from '../names';
import type { SecretStore, StoredSecret } from '../secrets/secret-store';
import { AwsError } from './errors';
import { operation, type Operations } from './operations';

// The service's own limits.
const secretId = z.string().min(1).max(2048);
const name = z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, 'has a character that names may not have');
const value = z.string().max(65_536);

const arnPrefix = `arn:aws:secretsmanager:${region}:${accountId}:secret:`;
const arnOf = (secretName: string): string => `${arnPrefix}${secretName}-local0`;
const nameOf = (id: string): string => (id.startsWith(arnPrefix) ? id.slice(arnPrefix.length, -7) : id);

const notFound = (): AwsError =>
  new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

/** `secretsmanager.*` */
export const secretsManager = (store: SecretStore): Operations => {
  const find = (id: string): StoredSecret => {
    const secret = store.get(nameOf(id));
    if (!secret) throw notFound();
    return secret;
  };
  const answer = (secret: StoredSecret): object => ({
    ARN: arnOf(secret.name),
    Name: secret.name,
    VersionId: secret.versionId,
  });
  const write = (secretName: string, text: string, token?: string): object => {
    const known = store.get(secretName);
    // A retry with the same token and value has one effect.
    if (known && token !== undefined && known.versionId === token) {
      if (known.value === text) return answer(known);
      throw new AwsError('ResourceExistsException', 'This version exists with another value.');
    }
    return answer(store.put(secretName, text, token));
  };
  const token = z.string().optional();
  return {
    CreateSecret: operation(
      z.object({ Name: name, SecretString: value, ClientRequestToken: token }),
      'InvalidParameterException',
      (input) => {
        const known = store.get(input.Name);
        if (known && known.versionId !== input.ClientRequestToken)
          throw new AwsError('ResourceExistsException', `The secret ${input.Name} already exists.`);
        return write(input.Name, input.SecretString, input.ClientRequestToken);
      },
    ),
    PutSecretValue: operation(
      z.object({ SecretId: secretId, SecretString: value, ClientRequestToken: token }),
      'InvalidParameterException',
      (input) => write(find(input.SecretId).name, input.SecretString, input.ClientRequestToken),
    ),
    GetSecretValue: operation(z.object({ SecretId: secretId }), 'InvalidParameterException', (input) => {
      const secret = find(input.SecretId);
      return {
        ...answer(secret),
        SecretString: secret.value,
        VersionStages: ['AWSCURRENT'],
        CreatedDate: secret.createdAt / 1000,
      };
    }),
    DescribeSecret: operation(z.object({ SecretId: secretId }), 'InvalidParameterException', (input) => {
      const secret = find(input.SecretId);
      return { ...answer(secret), CreatedDate: secret.createdAt / 1000 };
    }),
    // Deleted at once: nobody on this machine waits for a recovery window.
    DeleteSecret: operation(z.object({ SecretId: secretId }), 'InvalidParameterException', (input) => {
      const secret = find(input.SecretId);
      store.delete(secret.name);
      return { ARN: arnOf(secret.name), Name: secret.name, DeletionDate: Date.now() / 1000 };
    }),
  };
};
