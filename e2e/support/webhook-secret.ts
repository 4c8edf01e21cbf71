/** The secret that GitHub and this installation share, put where the owner would put it: into the secret store. */
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { readHostFile } from '../../local/host-file';
import { openKeys } from '../../local/keys';
import { region, secretPrefix } from '../../local/names';
import type { Host } from './host';

/** Sets a known secret and gives it. */
export const webhookSecret = async (host: Pick<Host, 'dataDir'>): Promise<string> => {
  const secret = 'a secret of GitHub and Trellis';
  const endpoint = `http://127.0.0.1:${readHostFile(`${host.dataDir}/host.json`)?.internalPort ?? 0}`;
  const credentials = openKeys(`${host.dataDir}/key`).host;
  const client = new SecretsManagerClient({ region, endpoint, credentials });
  const name = `${secretPrefix}/webhook`;
  await client
    .send(new CreateSecretCommand({ Name: name, SecretString: secret }))
    .catch(() => client.send(new PutSecretValueCommand({ SecretId: name, SecretString: secret })));
  return secret;
};
