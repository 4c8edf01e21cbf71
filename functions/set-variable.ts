/** `Mutation.setVariable`: a value for deployments. A secret's value goes to the secret store and is never shown again. */
import * as z from 'zod/mini';
import { parseVariableName, parseVariableValue } from '../core/names';
import type { VariableRecord } from '../core/records';
import { fieldHandler } from './adapters/field-handler';
import { now } from './adapters/ids';
import { id } from './adapters/input';
import { removeSecret, variableSecret, writeSecret } from './adapters/secrets';
import { getEnvironment } from './adapters/store/environments';
import { findVariable, putVariable } from './adapters/store/variables';
import { announceEnvironment } from './engine/announce';

const args = z.object({
  input: z.object({
    environmentId: id,
    name: z.pipe(z.string(), z.transform(parseVariableName)),
    value: z.pipe(z.string(), z.transform(parseVariableValue)),
    secret: z.nullish(z.boolean()),
  }),
});

export const handler = fieldHandler({
  permission: 'configure',
  args,
  run: async ({ input }, actor) => {
    const { environmentId, name, value } = input;
    const secret = input.secret ?? false;
    await getEnvironment(environmentId);
    const before = await findVariable(environmentId, name);
    const variable: VariableRecord = {
      environmentId,
      name,
      secret,
      value: secret ? null : value,
      updatedAt: now(),
      updatedBy: actor.name,
    };
    // The value comes first, so that a secret which is listed always has one.
    if (secret) await writeSecret(variableSecret(environmentId, name), value);
    await putVariable(variable);
    if (before?.secret && !secret) await removeSecret(variableSecret(environmentId, name));
    await announceEnvironment(environmentId);
    return variable;
  },
});
