/** What a deployment would put into an environment, in one hash: two with the same one leave the same thing there. */
import { createHash } from 'node:crypto';
import type { AppRecord, EnvironmentSettings, VariableRecord } from './records';

/** What goes into it. A variable counts by when it was set, because a secret's value is nowhere to be compared. */
export interface Ingredients {
  commit: string;
  app: Pick<AppRecord, 'repositoryKey' | 'directory' | 'framework'>;
  settings: EnvironmentSettings;
  variables: readonly Pick<VariableRecord, 'name' | 'updatedAt'>[];
  /** The revision of the environment's target; absent or null when it has none. */
  target?: string | null | undefined;
}

/** SHA-256 in hexadecimal over everything that a deployment's result depends on and Trellis knows of. */
export const fingerprintOf = ({ commit, app, settings, variables, target }: Ingredients): string => {
  const { installCommand, deployCommand, outputsFile } = settings;
  const known = [
    commit,
    [app.repositoryKey, app.directory, app.framework],
    [installCommand, deployCommand, outputsFile],
    variables.map(({ name, updatedAt }) => [name, updatedAt]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    // Without a target the hash is what it was before there were any.
    ...(target ? [target] : []),
  ];
  return createHash('sha256').update(JSON.stringify(known)).digest('hex');
};
