/** Finds an environment by its id. */
import type { MutationUpdateEnvironmentArgs } from '../../generated/schema';
import type { EnvironmentRecord } from '../../core/records';
import type { FieldContext, Items } from '../shared/context';
import { query } from '@aws-appsync/utils/dynamodb';
import { environmentIndex, GSI1 } from '../../core/table';
import { fail, failOnError } from '../shared/errors';
import { checkLength } from '../shared/ids';

export function request(ctx: FieldContext<MutationUpdateEnvironmentArgs, Items<EnvironmentRecord>>) {
  checkLength('id', ctx.args.input.id);
  const { gsi1pk } = environmentIndex(ctx.args.input.id);
  return query({ index: GSI1, query: { gsi1pk: { eq: gsi1pk } }, limit: 1 });
}

export function response(ctx: FieldContext<MutationUpdateEnvironmentArgs, Items<EnvironmentRecord>>) {
  failOnError(ctx.error);
  const environment = ctx.result.items[0];
  if (!environment) fail('environment.not_found', { id: ctx.args.input.id });
  return environment;
}
