/** `Mutation.deleteEnvironment`: forgets an environment in which nothing is deployed. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { fieldHandler } from './adapters/field-handler';
import { id } from './adapters/input';
import { removeEnvironment } from './adapters/store/apps';
import { getPlace } from './engine/place';
import { forgetTarget } from './engine/target';
import { removeVariables } from './engine/variables';

export const handler = fieldHandler({
  permission: 'configure',
  args: z.object({ id }),
  run: async (args) => {
    const { environment } = await getPlace(args.id);
    const { name, active, queued, awaiting, live } = environment;
    if (active ?? queued ?? awaiting) throw new TrellisError('environment.busy', { name });
    if (live) throw new TrellisError('environment.in_use', { name });
    if (!(await removeEnvironment(environment))) throw new TrellisError('environment.busy', { name });
    await removeVariables(environment.id);
    await forgetTarget(environment);
    return environment;
  },
});
