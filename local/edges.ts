/** Where everything passes that the parts do to the world around them. The product lets it pass; a test's host may stand in between. */
import type { Database } from './dynamodb/database';
import type { FunctionRunner } from './functions/function-runner';
import type { InternalRoute } from './server/internal-server';

/** What may stand in between, at each edge. */
export interface Edges {
  /** Every call of a function: fields, routes, schedules, and the delivery of builders' output and of stopped tasks. */
  functions(runner: FunctionRunner): FunctionRunner;
  /** Every request to AWS, of functions and of builders. */
  aws(route: InternalRoute): InternalRoute;
  /** Every operation of the API's own data source on the table. */
  table(database: Database): Database;
}

/** Nothing stands in between. */
export const openEdges: Edges = {
  functions: (runner) => runner,
  aws: (route) => route,
  table: (database) => database,
};
