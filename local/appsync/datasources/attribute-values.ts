/** Typed values of resolvers as the SDK wants them, and items as resolvers see them. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ResolverError } from '../util/errors';
import { isRecord } from '../values';

const bytes = (value: unknown): Uint8Array => Buffer.from(String(value), 'base64');
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** One typed value; numbers may be JSON numbers and NULL may hold null, as `util.dynamodb` writes them. */
function toAttributeValue(value: unknown): AttributeValue {
  if (!isRecord(value))
    throw new ResolverError(
      `Expected a typed value such as {"S": "text"}, got ${JSON.stringify(value)}`,
      'MappingTemplate',
    );
  for (const type in value) {
    const inner = value[type];
    switch (type) {
      case 'S':
        return { S: String(inner) };
      case 'N':
        return { N: String(inner) };
      case 'BOOL':
        return { BOOL: inner === true };
      case 'NULL':
        return { NULL: true };
      case 'M':
        return { M: toAttributeMap(inner) };
      case 'L':
        return { L: Array.isArray(inner) ? inner.map(toAttributeValue) : [] };
      case 'SS':
        return { SS: strings(inner) };
      case 'NS':
        return { NS: strings(inner) };
      case 'B':
        return { B: bytes(inner) };
      case 'BS':
        return { BS: Array.isArray(inner) ? inner.map(bytes) : [] };
    }
  }
  throw new ResolverError(`Unsupported typed value ${JSON.stringify(value)}`, 'MappingTemplate');
}

/** A map of typed values. */
export function toAttributeMap(value: unknown): Record<string, AttributeValue> {
  const out: Record<string, AttributeValue> = {};
  if (isRecord(value)) for (const name in value) out[name] = toAttributeValue(value[name]);
  return out;
}

const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');

function fromAttributeValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.M !== undefined) return fromItem(value.M);
  if (value.L !== undefined) return value.L.map(fromAttributeValue);
  if (value.SS !== undefined) return value.SS;
  if (value.NS !== undefined) return value.NS.map(Number);
  if (value.B !== undefined) return base64(value.B);
  return value.BS?.map(base64) ?? null;
}

/** An item in plain values. */
export function fromItem(item: Record<string, AttributeValue>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name in item) {
    const value = item[name];
    if (value) out[name] = fromAttributeValue(value);
  }
  return out;
}

/** An item, or null when there is none. */
export const fromOptionalItem = (
  item: Record<string, AttributeValue> | undefined,
): Record<string, unknown> | null => (item ? fromItem(item) : null);
