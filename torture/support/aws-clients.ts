/** AWS as a host's own functions see it, for a test that stands where its operator stands. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readHostFile } from '../../local/host-file';
import { openKeys } from '../../local/keys';
import { region } from '../../local/names';
import type { FaultHost } from './fault-host';

const configOf = ({ dataDir }: FaultHost) => ({
  region,
  endpoint: `http://127.0.0.1:${readHostFile(`${dataDir}/host.json`)?.internalPort ?? 0}`,
  credentials: openKeys(`${dataDir}/key`).host,
});

/** The secret store. */
export const secretsOf = (host: FaultHost): SecretsManagerClient => new SecretsManagerClient(configOf(host));

/** The table. */
export const tableOf = (host: FaultHost): DynamoDBClient => new DynamoDBClient(configOf(host));
