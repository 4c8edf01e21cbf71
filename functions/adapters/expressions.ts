/** Writes update expressions from objects. */
import type { Expression } from './dynamo';

/**
 * An update that sets each attribute to its value, and removes those whose value is undefined.
 *
 * @param where names and values that the condition of the same write uses
 */
export const assign = (
  attributes: Record<string, unknown>,
  where: Omit<Expression, 'expression'> = {},
): Expression => {
  const entries = Object.entries(attributes);
  const sets = entries.filter(([, value]) => value !== undefined);
  const removes = entries.filter(([, value]) => value === undefined);
  const parts = [
    sets.length > 0 && `SET ${sets.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    removes.length > 0 && `REMOVE ${removes.map(([name]) => `#${name}`).join(', ')}`,
  ];
  return {
    expression: parts.filter(Boolean).join(' '),
    names: { ...Object.fromEntries(entries.map(([name]) => [`#${name}`, name])), ...where.names },
    values: { ...Object.fromEntries(sets.map(([name, value]) => [`:${name}`, value])), ...where.values },
  };
};
