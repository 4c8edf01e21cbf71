/** `Mutation.disconnectGitHub`: forgets the App and its keys. The App itself stays at GitHub, where its owner deletes it. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { notConnected } from '../core/github-view';
import { fieldHandler } from './adapters/field-handler';
import { forgetGitHubKeys } from './adapters/github-keys';
import { forgetAllInstallationTokens } from './adapters/github-token-cache';
import { findGitHub, removeGitHub } from './adapters/store/github';

export const handler = fieldHandler({
  permission: 'configure',
  args: z.object({}),
  run: async () => {
    const app = await findGitHub();
    if (!app || !(await removeGitHub(app))) throw new TrellisError('github.not_connected');
    forgetAllInstallationTokens();
    await forgetGitHubKeys(app);
    return notConnected;
  },
});
