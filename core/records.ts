/**
 * What Trellis remembers: one type for each kind of item of the table (`core/table.ts` says under which keys). Attribute
 * names are the field names of `schema.graphql`, so a resolver can answer with the item that it read. Times are ISO 8601, UTC.
 */

export type * from './records/app';
export type * from './records/deployment';
export type * from './records/environment';
export type * from './records/gates';
export type * from './records/github';
export type * from './records/log';
export type * from './records/report';
export type * from './records/summary';
export type * from './records/target';
