/** Which environments share a column on the home page. Pure. */

interface Named {
  environments: readonly { name: string }[];
}

const MOST_COLUMNS = 4;

/**
 * The names of the columns when every app has the same environments in the same order and they fit; none otherwise: then
 * each cell carries its own name.
 */
export const sharedColumns = (apps: readonly Named[]): readonly string[] => {
  const [first, ...others] = apps.map((app) => app.environments.map((environment) => environment.name));
  if (!first || first.length > MOST_COLUMNS) return [];
  const same = others.every((names) => names.join('\n') === first.join('\n'));
  return same ? first : [];
};

interface Counts {
  apps: number;
  environments: number;
  running: number;
  failed: number;
  /** How many wait for approval. */
  waiting: number;
  /** How many are locked or frozen now. */
  held: number;
}

/** "everything is live", or what is not, for the line under the title. */
export const summaryLine = (counts: Counts): string => {
  const { apps, environments, running, failed, waiting, held } = counts;
  const things = `${apps} ${apps === 1 ? 'app' : 'apps'}, ${environments} environments.`;
  const parts = [
    failed > 0 && `${failed} failed`,
    running > 0 && `${running} deploying`,
    waiting > 0 && `${waiting} waiting for approval`,
    held > 0 && `${held} locked or frozen`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? `${things} ${parts.join(', ')}.` : `${things} Nothing is failing.`;
};
