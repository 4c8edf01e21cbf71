/** The context of a handler, with the types that the schema and the table promise. */
import { type Context } from '@aws-appsync/utils';

/** A field's context: its arguments, what the data source gave, what ran before it, and the object that it belongs to. */
export type FieldContext<
  Args = unknown,
  Result = unknown,
  Prev = unknown,
  Source extends Record<string, unknown> | undefined = undefined,
> = Context<Args, Record<string, unknown>, { result: Prev }, Source, Result>;

/** What a query of the table gives. */
export interface Items<Item> {
  items: Item[];
  nextToken?: string | null;
}

/** An object with an id, whose field is resolved. */
export type Parent = { id: string };
