/** What the table holds of logs. The lines themselves are written by `Mutation.publishLogs` alone. */
import type { StoredLog } from '../../../core/records';
import { storedLogKey } from '../../../core/table';
import { getItem } from '../dynamo';

/** Which lines of a deployment's log are stored. */
export const storedLogOf = async (deploymentId: string): Promise<StoredLog> =>
  (await getItem<StoredLog>(storedLogKey(deploymentId))) ?? { stored: [], revision: 0 };
