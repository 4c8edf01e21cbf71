/** Parts of a DynamoDB request as resolvers write them, turned into the SDK's parameters. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ResolverError } from '../util/errors';
import { isRecord } from '../values';
import { toAttributeMap } from './attribute-values';

type Request = Record<string, unknown>;

/** Names and values that all expressions of one request share. */
export interface Attributes {
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;
export const flagOf = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : undefined;

/** The text of an expression part of a request, if it has one. */
export function expressionOf(part: unknown): string | undefined {
  return isRecord(part) ? textOf(part['expression']) : undefined;
}

/** Merges the names and values of several expressions; absent when there are none, as DynamoDB refuses empty ones. */
export function attributesOf(...parts: unknown[]): Attributes {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  for (const part of parts) {
    if (!isRecord(part)) continue;
    Object.assign(names, part['expressionNames']);
    Object.assign(values, toAttributeMap(part['expressionValues']));
  }
  return {
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
}

/** A part that a request must have. */
export function required(request: Request, name: string): unknown {
  const value = request[name];
  if (value === undefined || value === null)
    throw new ResolverError(`${String(request['operation'])} needs ${name}`, 'MappingTemplate');
  return value;
}

const TOKEN_PREFIX = 'v1.';

/** Where a page ended, as a string that callers only hand back. */
export function writeNextToken(key: Record<string, AttributeValue> | undefined): string | null {
  return key ? TOKEN_PREFIX + Buffer.from(JSON.stringify(key)).toString('base64url') : null;
}

/** Reads a token that `writeNextToken` made. */
export function readNextToken(token: unknown): Record<string, AttributeValue> | undefined {
  if (token === undefined || token === null) return undefined;
  try {
    if (typeof token !== 'string' || !token.startsWith(TOKEN_PREFIX)) throw new Error('not ours');
    const key: unknown = JSON.parse(Buffer.from(token.slice(TOKEN_PREFIX.length), 'base64url').toString());
    return toAttributeMap(key);
  } catch {
    throw new ResolverError('Invalid pagination token given.', 'DynamoDB:AmazonDynamoDBException');
  }
}
