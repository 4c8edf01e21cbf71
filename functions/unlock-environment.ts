/** `Mutation.unlockEnvironment`: lifts a lock or a freeze; what waited for its end starts. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { fieldHandler } from './adapters/field-handler';
import { id } from './adapters/input';
import { changeHold, getEnvironment, rereadEnvironment } from './adapters/store/environments';
import { announceEnvironment } from './engine/announce';
import { moveOn } from './engine/lifecycle';

export const handler = fieldHandler({
  permission: 'configure',
  args: z.object({ id }),
  run: async (args) => {
    const environment = await rereadEnvironment(await getEnvironment(args.id));
    if (!environment.hold) throw new TrellisError('environment.not_held', { name: environment.name });
    const lifted = await changeHold(environment, null);
    if (!lifted) throw new TrellisError('environment.not_found', { id: args.id });
    await moveOn(lifted);
    await announceEnvironment(environment.id);
    return rereadEnvironment(environment);
  },
});
