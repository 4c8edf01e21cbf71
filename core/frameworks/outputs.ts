/** Outputs: what a deploy command leaves, as names and values. */
import type { Output } from '../records';

/** More outputs than a person reads, or longer values than a table cell holds, are left out or cut. */
const maxOutputs = 50;
const maxNameLength = 128;
const maxValueLength = 2_000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const show = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const flatten = (value: Record<string, unknown>, prefix: string): Output[] =>
  Object.entries(value).flatMap(([key, inner]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (inner === null || inner === undefined || inner === '') return [];
    return isObject(inner) ? flatten(inner, name) : [{ name, value: show(inner) }];
  });

/** `{ stack: { key: value } }` with one stack reads better without the stack's name. */
const unwrapSingleStack = (value: Record<string, unknown>): Record<string, unknown> => {
  const inner = Object.values(value);
  return inner.length === 1 && isObject(inner[0]) ? inner[0] : value;
};

/**
 * Outputs from the JSON text that a deploy command left: a flat object, or one object a stack (names become `stack.key` when
 * there are several). Returns undefined when the text is no JSON object; null and empty values are left out.
 */
export const parseOutputs = (json: string): Output[] | undefined => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (parsed === null) return [];
  if (!isObject(parsed)) return undefined;
  return flatten(unwrapSingleStack(parsed), '')
    .filter(({ name }) => name !== '' && name.length <= maxNameLength)
    .slice(0, maxOutputs)
    .map(({ name, value }) => ({
      name,
      value: value.length > maxValueLength ? `${value.slice(0, maxValueLength)}…` : value,
    }));
};
