/** `Query.githubRepositories`: what an installation of the GitHub App may read, to choose from. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { repositoryKey } from '../core/repository';
import { fieldHandler } from './adapters/field-handler';
import { githubClient } from './adapters/github-client';
import { tokenOfInstallation } from './adapters/github-tokens';
import { allApps } from './adapters/store/apps';
import { findGitHub } from './adapters/store/github';

const WITHIN_MS = 18_000;
const PAGE_SIZE = 100;
/** A search stops looking when it has so many, or has looked at so many pages; the next page goes on from there. */
const ENOUGH = 30;
const MAX_PAGES = 10;

const args = z.object({
  installationId: z.string().check(z.regex(/^\d{1,15}$/, 'must be an id of an installation')),
  search: z.nullish(z.string().check(z.maxLength(100))),
  after: z.nullish(z.string().check(z.regex(/^\d{1,6}$/, 'must be the end cursor of a page'))),
});

const page = z.object({
  total_count: z.number(),
  repositories: z.array(
    z.object({
      id: z.number(),
      full_name: z.string(),
      clone_url: z.string(),
      private: z.boolean(),
      archived: z.nullish(z.boolean()),
    }),
  ),
});

type Found = z.infer<typeof page>['repositories'][number];

/** Reads pages from one on, until there are enough. */
const find = async (
  read: (number: number) => Promise<z.infer<typeof page>>,
  first: number,
  search: string,
): Promise<{ found: Found[]; next: number | null }> => {
  const found: Found[] = [];
  for (let number = first; ; number += 1) {
    const { total_count: total, repositories } = await read(number);
    found.push(...repositories.filter((each) => each.full_name.toLowerCase().includes(search)));
    const last = number * PAGE_SIZE >= total || repositories.length === 0;
    if (last) return { found, next: null };
    if (search === '' || found.length >= ENOUGH || number - first + 1 >= MAX_PAGES)
      return { found, next: number + 1 };
  }
};

export const handler = fieldHandler({
  permission: 'configure',
  args,
  run: async ({ installationId, search, after }) => {
    const app = await findGitHub();
    if (!app) throw new TrellisError('github.not_connected');
    const token = await tokenOfInstallation(app, Number(installationId));
    const client = await githubClient({ host: app.host, as: { token }, withinMs: WITHIN_MS });
    const read = async (number: number) => {
      const options = { per_page: PAGE_SIZE, page: number };
      return page.parse((await client.request('GET /installation/repositories', options)).data);
    };
    const [{ found, next }, apps] = await Promise.all([
      find(read, Number(after ?? 1), (search ?? '').trim().toLowerCase()),
      allApps(),
    ]);
    const nodes = found.map((each) => ({
      id: String(each.id),
      name: each.full_name,
      url: each.clone_url,
      private: each.private,
      archived: each.archived ?? false,
      apps: apps.filter((one) => one.repositoryKey === repositoryKey(each.clone_url)).map(({ name }) => name),
    }));
    return {
      nodes,
      pageInfo: { endCursor: next === null ? null : String(next), hasNextPage: next !== null },
    };
  },
});
