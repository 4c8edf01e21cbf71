/** `util.dynamodb`: JavaScript values in DynamoDB's typed JSON, as AppSync writes it (numbers stay numbers, null is `{NULL: null}`). */

/** A value in DynamoDB's typed JSON. */
export type TypedValue = Record<string, unknown>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Any value as a typed value. Undefined becomes NULL, as it does on AWS: leave the property out instead. */
export function toDynamoDB(value: unknown): TypedValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toDynamoDB) };
  if (isObject(value)) return isTypedSet(value) ? value : { M: toMapValues(value) };
  return { NULL: null };
}

/** Each property of an object as a typed value. */
export function toMapValues(value: unknown): Record<string, TypedValue> {
  const out: Record<string, TypedValue> = {};
  if (isObject(value)) for (const [key, entry] of Object.entries(value)) out[key] = toDynamoDB(entry);
  return out;
}

/** Sets made by `toStringSet` and its like, so that helpers do not wrap them into maps. */
const sets = new WeakSet();
const isTypedSet = (value: object): value is TypedValue => sets.has(value);
const set = (type: 'SS' | 'NS' | 'BS', values: readonly unknown[]): TypedValue => {
  const made = { [type]: [...values] };
  sets.add(made);
  return made;
};

/** @public Part of `@aws-appsync/utils/dynamodb`. */
export const toStringSet = (values: readonly string[]): TypedValue => set('SS', values);
/** @public Part of `@aws-appsync/utils/dynamodb`. */
export const toNumberSet = (values: readonly number[]): TypedValue => set('NS', values);
/** @public Part of `@aws-appsync/utils/dynamodb`. */
export const toBinarySet = (values: readonly string[]): TypedValue => set('BS', values);

const optional =
  <T>(convert: (value: T) => TypedValue) =>
  (value: T | null | undefined): TypedValue | null =>
    value === null || value === undefined ? null : convert(value);

/** S3 objects are kept as one string of JSON. */
const toS3Object = (key: string, bucket: string, region: string, version?: string): TypedValue => ({
  S: JSON.stringify({
    s3: { key, bucket, region, ...(version === undefined ? {} : { version }) },
  }),
});

export const dynamodb = {
  toDynamoDB,
  toString: optional((value: string) => ({ S: value })),
  toStringSet: optional(toStringSet),
  toNumber: optional((value: number) => ({ N: value })),
  toNumberSet: optional(toNumberSet),
  toBinary: optional((value: string) => ({ B: value })),
  toBinarySet: optional(toBinarySet),
  toBoolean: optional((value: boolean) => ({ BOOL: value })),
  toNull: (): TypedValue => ({ NULL: null }),
  toList: (value: unknown): TypedValue | null => (Array.isArray(value) ? { L: value.map(toDynamoDB) } : null),
  toMap: (value: unknown): TypedValue | null => (isObject(value) ? { M: toMapValues(value) } : null),
  toMapValues,
  toS3Object,
  fromS3ObjectJson: (text: string): unknown => JSON.parse(text),
};
