/** `Mutation.setTarget`: the AWS account that an environment deploys to. The secret of access keys goes to the secret store only. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import type { EnvironmentRecord, TargetRecord } from '../core/records';
import { parseTarget, type WantedTarget } from '../core/target';
import { fieldHandler } from './adapters/field-handler';
import { newSecret, now } from './adapters/ids';
import { id } from './adapters/input';
import { changeTarget, getEnvironment, rereadEnvironment } from './adapters/store/environments';
import { announceEnvironment } from './engine/announce';
import { forgetKeys, keepKeys } from './engine/target';

const text = z.nullish(z.string().check(z.maxLength(2_000, 'is longer than 2,000 characters')));

const args = z.object({
  input: z.object({
    environmentId: id,
    kind: z.enum(['NONE', 'ROLE', 'KEYS']),
    roleArn: text,
    region: text,
    asVariables: z.nullish(z.boolean()),
    accessKeyId: text,
    secretAccessKey: text,
  }),
});

type Kept = Pick<TargetRecord & { kind: 'KEYS' }, 'accessKeyId' | 'secretName'>;

const keptBefore = ({ name, target }: EnvironmentRecord): Kept => {
  if (target?.kind !== 'KEYS') throw new TrellisError('target.no_keys', { name });
  return { accessKeyId: target.accessKeyId, secretName: target.secretName };
};

/** The target as it will stand in the environment; new access keys are in the secret store by then. */
const recordOf = async (
  environment: EnvironmentRecord,
  wanted: WantedTarget,
  updatedBy: string,
): Promise<TargetRecord | null> => {
  if (wanted.kind === 'NONE') return null;
  const { region } = wanted;
  const change = { region, revision: newSecret(), updatedAt: now(), updatedBy };
  if (wanted.kind === 'ROLE')
    return { ...change, kind: 'ROLE', roleArn: wanted.roleArn, asVariables: wanted.asVariables };
  if (!wanted.keys) return { ...change, kind: 'KEYS', ...keptBefore(environment) };
  return {
    ...change,
    kind: 'KEYS',
    accessKeyId: wanted.keys.accessKeyId.slice(-4),
    secretName: await keepKeys(environment.id, change.revision, wanted.keys),
  };
};

const secretOf = (target: TargetRecord | null | undefined): string | undefined =>
  target?.kind === 'KEYS' ? target.secretName : undefined;

export const handler = fieldHandler({
  permission: 'configure',
  args,
  run: async ({ input }, actor) => {
    const wanted = parseTarget(input);
    const before = await rereadEnvironment(await getEnvironment(input.environmentId));
    const target = await recordOf(before, wanted, actor.name);
    const [old, fresh] = [secretOf(before.target), secretOf(target)];
    const changed = await changeTarget(before, target);
    // Whichever of the two the environment does not name is of no use to anyone.
    const useless = changed ? old : fresh;
    if (useless !== undefined && old !== fresh) await forgetKeys(useless);
    if (!changed) throw new TrellisError('environment.changed', { name: before.name });
    await announceEnvironment(before.id);
    return changed;
  },
});
