/** `Mutation.lockEnvironment`: keeps deployments out of an environment, now or from a day on, for a reason. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import type { Hold } from '../core/records';
import { fieldHandler } from './adapters/field-handler';
import { now } from './adapters/ids';
import { id, instant, reason } from './adapters/input';
import { changeHold, getEnvironment } from './adapters/store/environments';
import { announceEnvironment } from './engine/announce';

const args = z.object({
  input: z.object({
    environmentId: id,
    kind: z.enum(['LOCK', 'FREEZE']),
    reason,
    startsAt: z.nullish(instant),
    endsAt: z.nullish(instant),
  }),
});

const invalid = (problem: string) => new TrellisError('input.invalid', { field: 'endsAt', problem });

export const handler = fieldHandler({
  permission: 'configure',
  args,
  run: async ({ input }, actor) => {
    const environment = await getEnvironment(input.environmentId);
    const at = now();
    const hold: Hold = {
      kind: input.kind,
      reason: input.reason,
      by: actor.name,
      startsAt: input.startsAt ?? at,
      endsAt: input.endsAt ?? null,
    };
    if (hold.endsAt !== null && hold.endsAt <= at) throw invalid('must be in the future');
    if (hold.endsAt !== null && hold.endsAt <= hold.startsAt) throw invalid('must come after the start');
    const changed = await changeHold(environment, hold);
    if (!changed) throw new TrellisError('environment.not_found', { id: input.environmentId });
    await announceEnvironment(environment.id);
    return changed;
  },
});
