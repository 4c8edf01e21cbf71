/** Filter, condition and key objects (`{title: {contains: 'x'}}`) as DynamoDB expressions. */
import { ResolverError } from './errors';
import { toDynamoDB, type TypedValue } from './attribute-values';

/** An expression with the names and values that it speaks of. */
export interface Expression {
  expression: string;
  expressionNames: Record<string, string>;
  expressionValues: Record<string, TypedValue>;
}

/** How placeholders are named; `ddb.*` numbers them, `util.transform` makes them from the attribute's name. */
export interface Placeholders {
  name(attribute: string): string;
  value(path: readonly string[], operator: string, value: unknown): string;
  readonly names: Record<string, string>;
  readonly values: Record<string, TypedValue>;
}

/** `#expName_1`, `:expValue_1`: one counter for all expressions of a request, so that they never collide. */
export function numberedPlaceholders(): Placeholders {
  const names: Record<string, string> = {};
  const values: Record<string, TypedValue> = {};
  let nameCount = 0;
  let valueCount = 0;
  return {
    names,
    values,
    name(attribute) {
      const placeholder = `#expName_${(nameCount += 1)}`;
      names[placeholder] = attribute;
      return placeholder;
    },
    value(_path, _operator, value) {
      const placeholder = `:expValue_${(valueCount += 1)}`;
      values[placeholder] = toDynamoDB(value);
      return placeholder;
    },
  };
}

/** `#title`, `:title_contains`; a number is added when the same pair occurs again. */
function namedPlaceholders(): Placeholders {
  const names: Record<string, string> = {};
  const values: Record<string, TypedValue> = {};
  const clean = (text: string): string => text.replace(/[^A-Za-z0-9_]/g, '_');
  return {
    names,
    values,
    name(attribute) {
      const placeholder = `#${clean(attribute)}`;
      names[placeholder] = attribute;
      return placeholder;
    },
    value(path, operator, value) {
      const base = `:${path.map(clean).join('_')}_${operator}`;
      let placeholder = base;
      for (let count = 1; Object.hasOwn(values, placeholder); count += 1) placeholder = `${base}_${count}`;
      values[placeholder] = toDynamoDB(value);
      return placeholder;
    },
  };
}

const comparisons: Record<string, string> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };
const attributeTypes: Record<string, string> = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};
const operators = new Set([
  ...Object.keys(comparisons),
  'in',
  'between',
  'beginsWith',
  'contains',
  'notContains',
  'attributeExists',
  'attributeType',
  'size',
]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function operation(
  at: string,
  path: readonly string[],
  operator: string,
  operand: unknown,
  to: Placeholders,
): string {
  const value = (part: unknown, suffix = ''): string => to.value(path, `${operator}${suffix}`, part);
  const sign = comparisons[operator];
  if (sign !== undefined) return `${at} ${sign} ${value(operand)}`;
  switch (operator) {
    case 'in':
      return `${at} IN (${(Array.isArray(operand) ? operand : [operand]).map((part, i) => value(part, `_${i}`)).join(', ')})`;
    case 'between': {
      const [low, high] = Array.isArray(operand) ? (operand as unknown[]) : [];
      return `${at} BETWEEN ${value(low, '_0')} AND ${value(high, '_1')}`;
    }
    case 'beginsWith':
      return `begins_with(${at}, ${value(operand)})`;
    case 'contains':
      return `contains(${at}, ${value(operand)})`;
    case 'notContains':
      return `NOT contains(${at}, ${value(operand)})`;
    case 'attributeExists':
      return operand === true ? `attribute_exists(${at})` : `attribute_not_exists(${at})`;
    case 'attributeType':
      return `attribute_type(${at}, ${value(attributeTypes[String(operand)] ?? operand)})`;
    case 'size':
      return field(`size(${at})`, path, operand, to);
    default:
      throw new ResolverError(`Unknown operator ${operator} for ${path.join('.')}`, 'InvalidFilter');
  }
}

/** All that is asked of one attribute, joined by AND. Keys that are no operators are attributes of a map. */
function field(at: string, path: readonly string[], asked: unknown, to: Placeholders): string {
  if (!isObject(asked))
    throw new ResolverError(`Expected operators for ${path.join('.')}, such as {eq: …}`, 'InvalidFilter');
  return Object.entries(asked)
    .filter(([key, operand]) => operand !== undefined && (operand !== null || key === 'eq' || key === 'ne'))
    .map(([key, operand]) =>
      operators.has(key)
        ? operation(at, path, key, operand, to)
        : field(`${at}.${to.name(key)}`, [...path, key], operand, to),
    )
    .join(' AND ');
}

/** A filter or condition object as the text of an expression; `and`, `or` and `not` nest. */
export function conditionText(filter: Record<string, unknown>, to: Placeholders): string {
  const parts = Object.entries(filter)
    .filter(([, asked]) => asked !== null && asked !== undefined)
    .map(([key, asked]) => {
      if (key === 'and' || key === 'or') {
        const members = (Array.isArray(asked) ? asked : [asked]).filter(isObject);
        return members.map((member) => conditionText(member, to)).join(key === 'and' ? ' AND ' : ' OR ');
      }
      if (key === 'not' && isObject(asked)) return `NOT ${conditionText(asked, to)}`;
      return field(to.name(key), [key], asked, to);
    })
    .filter((part) => part !== '');
  return parts.map((part) => `(${part})`).join(' AND ');
}

/** A key condition as the text of an expression: no parentheses, DynamoDB wants it plain. */
export function keyText(query: Record<string, unknown>, to: Placeholders): string {
  return Object.entries(query)
    .map(([key, asked]) => field(to.name(key), [key], asked, to))
    .join(' AND ');
}

/** `util.transform.toDynamoDBFilterExpression`: JSON of the expression. */
export function toNamedExpression(filter: Record<string, unknown>): string {
  const to = namedPlaceholders();
  const expression = conditionText(filter, to);
  return JSON.stringify({ expression, expressionNames: to.names, expressionValues: to.values });
}
