/**
 * Writes changed settings of an environment, on the condition that they are still those that the rules were asked about. What runs,
 * waits and is live there is never touched.
 */
import type { MutationUpdateEnvironmentArgs } from '../../generated/schema';
import type { FieldContext } from '../shared/context';
import { util } from '@aws-appsync/utils';
import type { EnvironmentRecord } from '../../core/records';
import { environmentKey } from '../../core/table';
import { fail, failOnError } from '../shared/errors';
import { nameOf } from '../shared/identity';
import { approvalAfter } from '../shared/approval';
import { branchAfter, checkAutomatic, checkPosition, settingsAfter } from '../shared/settings';

export function request(ctx: FieldContext<MutationUpdateEnvironmentArgs, unknown, EnvironmentRecord>) {
  const { input } = ctx.args;
  const before = ctx.prev.result;
  const after = {
    position: input.position ?? before.position,
    branch: branchAfter(input.branch, before.branch),
    automatic: input.automatic ?? before.automatic,
    protected: input.protected ?? before.protected,
    settings: settingsAfter(input.settings, before.settings),
    approval: approvalAfter(input.approval, before.approval),
    updatedAt: util.time.nowISO8601(),
  };
  checkPosition(after.position);
  checkAutomatic(before.name, after);

  const sets = Object.keys(after).map((name) => `#${name} = :${name}`);
  const names: Record<string, string> = { '#updatedAt': 'updatedAt' };
  Object.keys(after).forEach((name) => {
    names[`#${name}`] = name;
  });
  const values: Record<string, unknown> = { ':before': before.updatedAt };
  Object.entries(after).forEach((entry) => {
    values[`:${entry[0]}`] = entry[1];
  });
  // Left alone unless it is asked for: a rollback may pause the environment at this very moment.
  if (input.paused === true || input.paused === false) {
    sets.push('#pausedReason = :pausedReason');
    names['#pausedReason'] = 'pausedReason';
    values[':pausedReason'] = input.paused
      ? (before.pausedReason ?? `${nameOf(ctx.identity)} paused it`)
      : null;
  }
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(environmentKey(before.appId, before.name)),
    update: {
      expression: `SET ${sets.join(', ')}`,
      expressionNames: names,
      expressionValues: util.dynamodb.toMapValues(values),
    },
    condition: { expression: '#updatedAt = :before' },
  };
}

export function response(ctx: FieldContext<MutationUpdateEnvironmentArgs, unknown, EnvironmentRecord>) {
  if (ctx.error && ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
    fail('environment.changed', { name: ctx.prev.result.name });
  failOnError(ctx.error);
  return ctx.result;
}
