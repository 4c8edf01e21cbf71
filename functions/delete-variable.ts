/** `Mutation.deleteVariable`. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { brief } from '../core/names';
import { fieldHandler } from './adapters/field-handler';
import { id } from './adapters/input';
import { removeSecret, variableSecret } from './adapters/secrets';
import { getEnvironment } from './adapters/store/environments';
import { removeVariable } from './adapters/store/variables';
import { announceEnvironment } from './engine/announce';

export const handler = fieldHandler({
  permission: 'configure',
  args: z.object({
    environmentId: id,
    name: z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(200)),
  }),
  run: async ({ environmentId, name }) => {
    await getEnvironment(environmentId);
    const removed = await removeVariable(environmentId, name);
    if (!removed) throw new TrellisError('variable.not_found', { name: brief(name) });
    if (removed.secret) await removeSecret(variableSecret(environmentId, name));
    await announceEnvironment(environmentId);
    return { ...removed, value: null };
  },
});
