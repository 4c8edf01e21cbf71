/** Where the parts of a data folder stand. */
import { mkdirSync } from 'node:fs';

/** Paths of a data folder, which is made when it is missing; only its owner may look inside. */
export const openDataFolder = (directory: string) => {
  const paths = {
    directory,
    lock: `${directory}/lock`,
    key: `${directory}/key`,
    secrets: `${directory}/secrets`,
    table: `${directory}/table`,
    buckets: `${directory}/buckets`,
    tasks: `${directory}/tasks`,
    token: `${directory}/token`,
    webhookSecret: `${directory}/webhook-secret`,
    hostFile: `${directory}/host.json`,
    watchState: `${directory}/watch.json`,
  };
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  mkdirSync(paths.tasks, { recursive: true, mode: 0o700 });
  return paths;
};

/** Paths of a data folder. */
export type DataFolder = ReturnType<typeof openDataFolder>;
