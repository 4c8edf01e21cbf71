/** Keeps a new environment, unless its app has one of that name. */
import type { MutationCreateEnvironmentArgs } from '../../generated/schema';
import type { FieldContext } from '../shared/context';
import { util } from '@aws-appsync/utils';
import { defaultSettings, untouched } from '../../core/new-environment';
import type { EnvironmentRecord } from '../../core/records';
import { environmentIndex, environmentKey } from '../../core/table';
import { fail, failOnError } from '../shared/errors';
import { branchAfter, checkAutomatic, checkPosition, settingsAfter } from '../shared/settings';

export function request(
  ctx: FieldContext<MutationCreateEnvironmentArgs, unknown, { environments: { position: number }[] }>,
) {
  const { input } = ctx.args;
  const { environments } = ctx.prev.result;
  const after = environments.reduce((highest, each) => Math.max(highest, each.position + 1), 0);
  const now = util.time.nowISO8601();
  const environment: EnvironmentRecord = {
    id: `env_${util.autoUlid()}`,
    appId: input.appId,
    name: input.name,
    position: input.position ?? after,
    branch: branchAfter(input.branch, null),
    automatic: input.automatic ?? false,
    protected: input.protected ?? false,
    ...untouched,
    externalId: util.autoId(),
    settings: settingsAfter(input.settings, defaultSettings),
    createdAt: now,
    updatedAt: now,
  };
  checkPosition(environment.position);
  checkAutomatic(environment.name, environment);
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues(environmentKey(environment.appId, environment.name)),
    attributeValues: util.dynamodb.toMapValues({ ...environment, ...environmentIndex(environment.id) }),
    condition: { expression: 'attribute_not_exists(pk)' },
  };
}

export function response(
  ctx: FieldContext<MutationCreateEnvironmentArgs, unknown, { environments: { position: number }[] }>,
) {
  if (ctx.error && ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
    fail('environment.name_taken', { name: ctx.args.input.name });
  failOnError(ctx.error);
  return ctx.result;
}
