/** Lists of deployments, newest first: ids are ULIDs, so they sort by time. */
import { query } from '@aws-appsync/utils/dynamodb';
import { GSI1, GSI2 } from '../../core/table';
import type { DeploymentRecord } from '../../core/records';
import type { FieldContext, Items, Parent } from './context';
import { failOnError } from './errors';
import { demand } from './identity';
import { connection, type PageArgs, readLimit, startAfter } from './pages';

const BY_DEFAULT = 20;

type ListContext = FieldContext<PageArgs, Items<DeploymentRecord>, undefined, Parent>;

/** A read of the deployments of an app. */
export function ofApp(ctx: ListContext, pk: string) {
  demand(ctx.identity, 'read');
  const after = startAfter(ctx.args);
  return query({
    index: GSI1,
    query: after ? { gsi1pk: { eq: pk }, gsi1sk: { lt: after } } : { gsi1pk: { eq: pk } },
    limit: readLimit(ctx.args, BY_DEFAULT),
    scanIndexForward: false,
  });
}

/** A read of the deployments of an environment. */
export function ofEnvironment(ctx: ListContext, pk: string) {
  demand(ctx.identity, 'read');
  const after = startAfter(ctx.args);
  return query({
    index: GSI2,
    query: after ? { gsi2pk: { eq: pk }, gsi2sk: { lt: after } } : { gsi2pk: { eq: pk } },
    limit: readLimit(ctx.args, BY_DEFAULT),
    scanIndexForward: false,
  });
}

/** The page that was read. */
export function page(ctx: ListContext) {
  failOnError(ctx.error);
  return connection(ctx.result.items, ctx.args, BY_DEFAULT, 'id');
}
