/** What becomes of a value that travels as JSON, without writing it down: an event may hold a text of hundreds of kilobytes. */

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Only what says itself how it is written, or is no plain data, takes the long way. */
const written = (value: unknown): unknown => {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
};

const copy = (value: unknown): unknown => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || 'toJSON' in value) return written(value);
  if (Array.isArray(value)) return Array.from(value, (entry) => copy(entry) ?? null);
  if (!isPlain(value)) return written(value);
  const entries = Object.entries(value).map(([name, entry]) => [name, copy(entry)] as const);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined));
};

/** The value as whoever reads its JSON gets it: a copy that shares nothing but texts. What JSON leaves out altogether is null. */
export const throughJson = (value: unknown): unknown => copy(value) ?? null;
