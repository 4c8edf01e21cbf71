/** Errors in AppSync's shapes. */
import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLError,
  type GraphQLSchema,
  isListType,
  isObjectType,
  Kind,
} from 'graphql';
import { ResolverError } from '../util/errors';
import { fragmentsOf, selectedPart } from './selection';

/** An error of a response; errors of resolvers have a type, data and info as well. */
export interface AppSyncError {
  path: readonly (string | number)[] | null;
  data?: unknown;
  errorType?: string | null;
  errorInfo?: unknown;
  locations: { line: number; column: number; sourceName: null }[] | null;
  message: string;
}

/** An error that has no place in the document. */
export const plainError = (message: string, errorType?: string): AppSyncError => ({
  path: null,
  ...(errorType === undefined ? {} : { errorType }),
  locations: null,
  message,
});

export const locationsOf = (error: GraphQLError): AppSyncError['locations'] =>
  error.locations?.map(({ line, column }) => ({ line, column, sourceName: null })) ?? null;

/** `/listNotes/items[0]/id` */
const pathText = (path: readonly (string | number)[]): string =>
  path.map((key) => (typeof key === 'number' ? `[${key}]` : `/${key}`)).join('');

/** The type as AppSync names it in this message: lists are 'null'. */
function nullType(schema: GraphQLSchema, typeName: string, fieldName: string, inList: boolean): string {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (!field) return 'null';
  return isListType(getNullableType(field.type)) && !inList ? 'null' : getNamedType(field.type).name;
}

/** The message of graphql-js about a missing value, in AppSync's words. */
function nullMessage(error: GraphQLError, schema: GraphQLSchema): string | undefined {
  const [, typeName, fieldName] =
    /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(error.message) ?? [];
  if (!typeName || !fieldName) return undefined;
  const path = error.path ?? [];
  const type = nullType(schema, typeName, fieldName, typeof path.at(-1) === 'number');
  return `Cannot return null for non-nullable type: '${type}' within parent '${typeName}' (${pathText(path)})`;
}

function variableMessage(message: string): string | undefined {
  const [, missing, type] =
    /^Variable "\$(\w+)" of required type "(.+)" was not provided\.$/.exec(message) ?? [];
  if (missing && type) return `Variable '${missing}' has coerced Null value for NonNull type '${type}'`;
  const [, wrong, detail] =
    /^Variable "\$(\w+)" (?:got invalid value|of non-null type) ([\s\S]*)$/.exec(message) ?? [];
  return wrong && detail ? `Variable '${wrong}' has an invalid value: ${detail}` : undefined;
}

/** One error of an execution. */
export function formatError(
  error: GraphQLError,
  schema: GraphQLSchema,
  document: DocumentNode,
): AppSyncError {
  const path = error.path ?? null;
  const cause = error.originalError;
  if (cause instanceof ResolverError) {
    const nodes = (error.nodes ?? []).filter((node): node is FieldNode => node.kind === Kind.FIELD);
    return {
      path,
      data: selectedPart(cause.data, nodes, fragmentsOf(document)),
      errorType: cause.errorType,
      errorInfo: cause.errorInfo ?? null,
      locations: locationsOf(error),
      message: cause.message,
    };
  }
  const missing = nullMessage(error, schema);
  if (missing) return { path, locations: null, message: missing };
  if (!path)
    return { path, locations: locationsOf(error), message: variableMessage(error.message) ?? error.message };
  return { path, locations: null, message: `Can't serialize value (${pathText(path)}) : ${error.message}` };
}
