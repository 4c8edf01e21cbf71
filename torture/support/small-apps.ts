/** Apps of the installation without builders. */
import { Repository } from '../../e2e/support/repository';
import { environmentKey } from '../../core/table';
import { tableName } from '../../local/names';
import type { SmallHost } from './small-host';

/** An app, its environments by name, and its repository. */
export interface SmallApp {
  id: string;
  repository: Repository;
  development: string;
  staging: string;
  production: string;
}

/** Makes an app of a repository of its own. */
export const givenSmallApp = async ({ api }: SmallHost, name: string): Promise<SmallApp> => {
  const repository = await Repository.create();
  await repository.commit('feat: begin', { 'package.json': '{"name":"small","private":true}' });
  const { id, environments } = await api.createApp({
    name,
    repository: repository.path,
    settings: { deployCommand: 'true' },
  });
  const environment = (wanted: string): string => {
    const found = environments.find((each) => each.name === wanted);
    if (!found) throw new Error(`there is no ${wanted}`);
    return found.id;
  };
  return {
    id,
    repository,
    development: environment('development'),
    staging: environment('staging'),
    production: environment('production'),
  };
};

/** Dates back what the sweeper noted of an environment at its last visit, as if so much time had passed since. */
export const timePasses = async (
  { database }: SmallHost,
  appId: string,
  name: string,
  ms: number,
): Promise<void> => {
  const { pk, sk } = environmentKey(appId, name);
  const { status, body } = await database.call('UpdateItem', {
    TableName: tableName,
    Key: { pk: { S: pk }, sk: { S: sk } },
    UpdateExpression: 'SET watch.#at = watch.#at - :ms',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':ms': { N: String(ms) } },
  });
  if (status !== 200) throw new Error(`the sweeper has noted nothing yet: ${JSON.stringify(body)}`);
};
