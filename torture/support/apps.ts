/** Apps whose commands do what a scenario needs. */
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Repository, type Files } from '../../e2e/support/repository';
import { AppUnderTest } from '../../e2e/support/trellis';
import type { EnvironmentSettingsInput } from '../../generated/schema';
import type { FaultHost } from './fault-host';

/** Settings that run one Node program and nothing else. */
const bareSettings: EnvironmentSettingsInput = {
  tests: false,
  installCommand: 'true',
  deployCommand: 'node deploy.mjs',
  removeCommand: 'node -e 0',
};

/** A repository whose deploy command is this module. */
export const deploys = async (module: string, more: Files = {}): Promise<Repository> => {
  const repository = await Repository.create();
  await repository.commit('feat: begin', {
    'package.json': '{ "name": "tortured", "private": true, "type": "module" }',
    'deploy.mjs': module,
    ...more,
  });
  return repository;
};

/** An app of a repository on this machine whose deploy command is this module. */
export const givenApp = async (
  host: FaultHost,
  name: string,
  module: string,
  more: { files?: Files; settings?: EnvironmentSettingsInput } = {},
): Promise<AppUnderTest> =>
  host.trellis.givenApp(name, await deploys(module, more.files), { ...bareSettings, ...more.settings });

/** An app of a repository at a GitHub address: it hears of pushes by the webhook alone. */
export const givenGithubApp = async (
  host: FaultHost,
  name: string,
  module: string,
): Promise<AppUnderTest & { slug: string }> => {
  const repository = await deploys(module);
  const slug = `acme/${name}`;
  const link = join(host.githubFolder, `${slug}.git`);
  await mkdir(dirname(link), { recursive: true });
  await symlink(repository.path, link);
  const app = await host.api.createApp({
    name,
    repository: `git@github.com:${slug}.git`,
    settings: bareSettings,
  });
  return Object.assign(new AppUnderTest(host.trellis, app, repository), { slug });
};
