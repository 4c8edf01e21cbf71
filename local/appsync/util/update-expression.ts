/** `ddb.update`: an object of changes as an update expression. */
import { type Expression, type Placeholders } from './expressions';

type OperationType =
  'add' | 'remove' | 'replace' | 'increment' | 'decrement' | 'append' | 'prepend' | 'updateListItem';

/** What `ddb.operations.*` make. */
class Operation {
  constructor(
    readonly _type: OperationType,
    readonly value?: unknown,
    readonly index?: number,
  ) {}
}

/**
 * Changes other than setting a value. As on AWS, `increment` and `append` have no default: they fail when the attribute is missing.
 */
export const operations = {
  add: (value: unknown) => new Operation('add', value),
  remove: () => new Operation('remove'),
  replace: (value: unknown) => new Operation('replace', value),
  increment: (by = 1) => new Operation('increment', by),
  decrement: (by = 1) => new Operation('decrement', by),
  append: (values: unknown[]) => new Operation('append', values),
  prepend: (values: unknown[]) => new Operation('prepend', values),
  updateListItem: (value: unknown, index: number) => new Operation('updateListItem', value, index),
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Clauses {
  set: string[];
  remove: string[];
}

function change(at: string, path: readonly string[], value: unknown, to: Placeholders, out: Clauses): void {
  if (value instanceof Operation) applyOperation(at, path, value, to, out);
  else if (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((part) => part instanceof Operation && part.index !== undefined)
  )
    for (const part of value as Operation[])
      out.set.push(`${at}[${part.index}] = ${to.value(path, 'set', part.value)}`);
  else if (isObject(value) && Object.keys(value).length > 0)
    for (const [key, inner] of Object.entries(value))
      change(`${at}.${to.name(key)}`, [...path, key], inner, to, out);
  else out.set.push(`${at} = ${to.value(path, 'set', value)}`);
}

function applyOperation(
  at: string,
  path: readonly string[],
  operation: Operation,
  to: Placeholders,
  out: Clauses,
): void {
  const value = (): string => to.value(path, 'set', operation.value);
  const apply: Record<OperationType, () => void> = {
    remove: () => out.remove.push(at),
    add: () => out.set.push(`${at} = ${value()}`),
    replace: () => out.set.push(`${at} = ${value()}`),
    increment: () => out.set.push(`${at} = ${at} + ${value()}`),
    decrement: () => out.set.push(`${at} = ${at} - ${value()}`),
    append: () => out.set.push(`${at} = list_append(${at}, ${value()})`),
    prepend: () => out.set.push(`${at} = list_append(${value()}, ${at})`),
    updateListItem: () => out.set.push(`${at}[${operation.index ?? 0}] = ${value()}`),
  };
  apply[operation._type]();
}

/** The update expression of an object of changes; nested objects change single attributes of a map. */
export function updateExpression(update: Record<string, unknown>, to: Placeholders): Expression {
  const out: Clauses = { set: [], remove: [] };
  for (const [key, value] of Object.entries(update)) change(to.name(key), [key], value, to, out);
  const clauses = [
    ...(out.set.length > 0 ? [`SET ${out.set.join(', ')}`] : []),
    ...(out.remove.length > 0 ? [`REMOVE ${out.remove.join(', ')}`] : []),
  ];
  return {
    expression: clauses.join(' '),
    expressionNames: { ...to.names },
    expressionValues: { ...to.values },
  };
}
