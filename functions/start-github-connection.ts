/** `Mutation.startGitHubConnection`: what a browser posts to GitHub to make the App, and a way back that can be taken once. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { githubPages, parseGitHubHost } from '../core/github';
import {
  githubCreateUrl,
  githubManifest,
  type NewGitHubApp,
  parseOrganization,
} from '../core/github-manifest';
import { setting } from './adapters/config';
import { fieldHandler } from './adapters/field-handler';
import { isPublicHost } from './adapters/git/public-address';
import { webhookAddress } from './adapters/github-app';
import { newSecret } from './adapters/ids';
import { findGitHub, putGitHubState } from './adapters/store/github';

const MARK_LENGTH = 4;

const args = z.object({
  input: z.object({
    organization: z.pipe(z.nullish(z.string().check(z.maxLength(100))), z.transform(parseOrganization)),
    host: z.pipe(z.nullish(z.string().check(z.maxLength(300))), z.transform(parseGitHubHost)),
  }),
});

/** A function in a cloud account must not be made to ask the account's own services. */
const demandPublic = async (host: string): Promise<void> => {
  if (host === 'github.com' || setting('TRELLIS_REPOSITORY_ACCESS') === 'any') return;
  const { hostname } = new URL(githubPages(host));
  if (!(await isPublicHost(hostname))) throw new TrellisError('github.private_host', { host });
};

export const handler = fieldHandler({
  permission: 'configure',
  args,
  run: async ({ input: { organization, host } }, actor) => {
    await demandPublic(host);
    if (await findGitHub()) throw new TrellisError('github.connected');
    const state = newSecret();
    const webhookUrl = webhookAddress();
    const wanted: NewGitHubApp = {
      host,
      organization,
      publicUrl: setting('TRELLIS_PUBLIC_URL'),
      webhookUrl,
      mark: newSecret()
        .replace(/[^a-z\d]/gi, '')
        .slice(0, MARK_LENGTH),
      state,
    };
    await putGitHubState(state, { host, webhookUrl, startedBy: actor.name });
    return { url: githubCreateUrl(wanted), manifest: JSON.stringify(githubManifest(wanted)), state };
  },
});
