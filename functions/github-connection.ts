/** `Query.github`: the connected GitHub App, and what it is installed on. */
import * as z from 'zod/mini';
import { notConnected } from '../core/github-view';
import { fieldHandler } from './adapters/field-handler';
import { findGitHub } from './adapters/store/github';
import { connectionOf } from './engine/github-view';

export const handler = fieldHandler({
  permission: 'configure',
  args: z.object({}),
  run: async () => {
    const app = await findGitHub();
    return app ? connectionOf(app) : notConnected;
  },
});
