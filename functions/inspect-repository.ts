/** `Query.inspectRepository`: what a repository holds and what a first deployment of it would run. Changes nothing. */
import * as z from 'zod/mini';
import { defaultSettings } from '../core/new-environment';
import { plan } from '../core/frameworks';
import { parseDirectory } from '../core/names';
import { commitUrl, parseRepository, suggestName } from '../core/repository';
import { fieldHandler } from './adapters/field-handler';
import { branch, repositoryToken } from './adapters/input';
import { openRepository } from './engine/open-repository';
import { tokenOfKnownRepository } from './engine/repository-token';
import { lookInto } from './engine/source';

const MAX_BRANCHES = 100;

const args = z.object({
  repository: z.string(),
  directory: z.nullish(z.string()),
  branch: z.nullish(branch),
  repositoryToken,
});

export const handler = fieldHandler({
  permission: 'read',
  args,
  run: async (input) => {
    const address = parseRepository(input.repository);
    const token = input.repositoryToken || (await tokenOfKnownRepository(address));
    const repository = await openRepository(address, token);
    const directory = parseDirectory(input.directory ?? '.');
    return lookInto(repository, directory, input.branch ?? undefined, async (checkout, source) => {
      const { heads, framework, evidence } = source;
      const files = checkout.files(directory);
      const first = await plan({
        files,
        ...(directory === '.' ? {} : { root: checkout.files('.') }),
        framework,
        settings: defaultSettings,
        kind: 'DEPLOY',
        environmentName: 'development',
        commit: checkout.commit.hash,
        branch: source.branch,
      });
      const others = [...heads.branches.keys()].filter((name) => name !== heads.defaultBranch).sort();
      const { defaultBranch } = heads;
      const branches = defaultBranch === null ? others : [defaultBranch, ...others];
      return {
        repository: repository.url,
        suggestedName: suggestName(directory === '.' ? repository.name : (directory.split('/').pop() ?? '')),
        defaultBranch: defaultBranch ?? source.branch,
        branches: branches.slice(0, MAX_BRANCHES),
        commit: { ...checkout.commit, url: commitUrl(repository.url, checkout.commit.hash) },
        directory,
        framework,
        frameworkEvidence: evidence,
        packageManager: first.packageManager?.name ?? null,
        nodeVersion: first.node?.version ?? null,
        plan: first.steps.map(({ name, command, note }) => ({ name, command, note })),
        warnings: first.warnings,
      };
    });
  },
});
