/** What an installation is used for right now: what runs, and what it has deployed that nobody else will remove. */
import { allApps, getAppWithEnvironments } from '../../../functions/adapters/store/apps';
import { busyEnvironments } from '../../../functions/adapters/store/environments';
import { isMissing } from '../explain-aws';
import { useTable } from '../table';

/** What is in use. */
export interface InUse {
  /** Environments in which a deployment runs or waits. */
  busy: number;
  /** Environments that are deployed, as `shop/production`. */
  deployed: string[];
}

/** Reads it from the table; nothing is in use where there is no table. */
export const readInUse = async (table: string): Promise<InUse> => {
  useTable(table);
  try {
    const busy = (await busyEnvironments()).filter(
      ({ active, queued, awaiting }) => active ?? queued ?? awaiting,
    );
    const apps = await Promise.all((await allApps()).map(({ id }) => getAppWithEnvironments(id)));
    const deployed = apps.flatMap(({ app, environments }) =>
      environments.filter(({ live }) => live).map(({ name }) => `${app.name}/${name}`),
    );
    return { busy: busy.length, deployed };
  } catch (error) {
    if (isMissing(error)) return { busy: 0, deployed: [] };
    throw error;
  }
};
