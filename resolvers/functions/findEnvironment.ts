/** Finds an environment by its id. */
import type { MutationUpdateEnvironmentArgs } from '../../generated/schema';
import type { EnvironmentRecord } from '../../core/records';
import type { FieldContext, Items } from '../shared/context';
import { query } from '@aws-appsync/utils/dynamodb';
import { environmentIndex, GSI1 } from '../../core/table';
import { brief, fail, failOnError } from '../shared/errors';

export function request(ctx: FieldContext<MutationUpdateEnvironmentArgs, Items<EnvironmentRecord>>) {
  const { gsi1pk } = environmentIndex(ctx.args.input.id);
  return query({ index: GSI1, query: { gsi1pk: { eq: gsi1pk } }, limit: 1 });
}

export function response(ctx: FieldContext<MutationUpdateEnvironmentArgs, Items<EnvironmentRecord>>) {
  failOnError(ctx.error);
  const environment = ctx.result.items[0];
  if (!environment) fail('environment.not_found', { id: brief(ctx.args.input.id) });
  return environment;
}
