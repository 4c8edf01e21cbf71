/** Test support: apps in the table. */
import type { AppRecord, EnvironmentRecord } from '../../core/records';
import { defaultSettings, untouched } from '../../core/new-environment';
import { repositoryKey } from '../../core/repository';
import { newId, now } from '../adapters/ids';
import { putApp, putEnvironment, reserveName } from '../adapters/store/apps';

/** A commit hash of one digit, repeated. */
export const hash = (digit: string): string => digit.repeat(40);

/** An environment that nothing has happened in. */
const environmentOf = (app: AppRecord, more: Partial<EnvironmentRecord>): EnvironmentRecord => ({
  id: newId('env'),
  appId: app.id,
  name: 'development',
  position: 0,
  branch: null,
  automatic: false,
  protected: false,
  ...untouched,
  settings: defaultSettings,
  createdAt: now(),
  updatedAt: now(),
  ...more,
});

/** An app with development (automatic on main), staging and production, as `createApp` makes them. */
export const makeApp = async (name = 'shop', repository = 'https://github.com/acme/shop') => {
  const app: AppRecord = {
    id: newId('app'),
    name,
    repository,
    repositoryKey: repositoryKey(repository) ?? '',
    hasRepositoryToken: false,
    directory: '.',
    defaultBranch: 'main',
    framework: 'COMMAND',
    createdAt: now(),
    createdBy: 'ann',
  };
  const development = environmentOf(app, { branch: 'main', automatic: true });
  const staging = environmentOf(app, { name: 'staging', position: 1 });
  const production = environmentOf(app, { name: 'production', position: 2, protected: true });
  await reserveName(name, app.id);
  await Promise.all([development, staging, production].map(putEnvironment));
  await putApp(app);
  return { app, development, staging, production };
};
