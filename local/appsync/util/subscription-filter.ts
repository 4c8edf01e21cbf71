/** Enhanced subscription filters: how they are written, checked, made from objects, and evaluated. */
import { ResolverError } from './errors';

/** One comparison of a field of the event with a value. */
interface FilterRule {
  fieldName: string;
  operator: string;
  value: unknown;
}

/** Groups are alternatives; the rules of a group must all hold. */
export interface SubscriptionFilter {
  filterGroup: { filters: FilterRule[] }[];
}

type Compare = (actual: unknown, wanted: unknown) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ordered =
  (holds: (order: number) => boolean): Compare =>
  (actual, wanted) => {
    if (typeof actual === 'number' && typeof wanted === 'number') return holds(actual - wanted);
    if (typeof actual === 'string' && typeof wanted === 'string')
      return holds(actual < wanted ? -1 : actual > wanted ? 1 : 0);
    return false;
  };

const contains: Compare = (actual, wanted) => {
  if (typeof actual === 'string') return typeof wanted === 'string' && actual.includes(wanted);
  return Array.isArray(actual) && actual.includes(wanted);
};

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const operators: Record<string, Compare> = {
  eq: (actual, wanted) => actual === wanted,
  ne: (actual, wanted) => actual !== wanted,
  lt: ordered((order) => order < 0),
  le: ordered((order) => order <= 0),
  gt: ordered((order) => order > 0),
  ge: ordered((order) => order >= 0),
  contains,
  notContains: (actual, wanted) => !contains(actual, wanted),
  beginsWith: (actual, wanted) =>
    typeof actual === 'string' && typeof wanted === 'string' && actual.startsWith(wanted),
  in: (actual, wanted) => list(wanted).includes(actual),
  notIn: (actual, wanted) => !list(wanted).includes(actual),
  between: (actual, wanted) => {
    const [low, high] = list(wanted);
    return (
      ordered((order) => order >= 0)(actual, low) === true &&
      ordered((order) => order <= 0)(actual, high) === true
    );
  },
  containsAny: (actual, wanted) => list(wanted).some((one) => contains(actual, one)),
};

const MAX_GROUPS = 10;
const MAX_FIELDS = 5;
const MAX_IN = 5;
const MAX_CONTAINS_ANY = 20;
const MAX_STRING = 256;
const MAX_LEVELS = 5;

const invalid = (problem: string): never => {
  throw new ResolverError(`Invalid subscription filter: ${problem}`, 'InvalidSubscriptionFilter');
};

function checkRule(rule: unknown): FilterRule {
  if (!isObject(rule) || typeof rule['fieldName'] !== 'string' || typeof rule['operator'] !== 'string')
    return invalid('each rule needs fieldName, operator and value');
  const { fieldName, operator, value } = rule;
  if (!Object.hasOwn(operators, operator)) return invalid(`unknown operator ${operator}`);
  if (fieldName.split('.').length > MAX_LEVELS)
    return invalid(`${fieldName} is nested deeper than ${MAX_LEVELS} levels`);
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  if ((operator === 'in' || operator === 'notIn') && values.length > MAX_IN)
    return invalid(`${operator} takes at most ${MAX_IN} values`);
  if (operator === 'containsAny' && values.length > MAX_CONTAINS_ANY)
    return invalid(`containsAny takes at most ${MAX_CONTAINS_ANY} values`);
  if (operator === 'between' && values.length !== 2) return invalid('between takes two values');
  if (values.some((one) => typeof one === 'string' && one.length > MAX_STRING))
    return invalid(`strings are at most ${MAX_STRING} characters long`);
  return { fieldName, operator, value };
}

/** Takes what a handler gave and refuses what AppSync refuses. */
export function checkFilter(filter: unknown): SubscriptionFilter {
  const groups = isObject(filter) ? filter['filterGroup'] : undefined;
  if (!Array.isArray(groups)) return invalid('it needs a filterGroup');
  if (groups.length > MAX_GROUPS) return invalid(`at most ${MAX_GROUPS} groups`);
  return {
    filterGroup: groups.map((group: unknown) => {
      const rules: unknown = isObject(group) ? group['filters'] : undefined;
      if (!Array.isArray(rules)) return invalid('each group needs filters');
      const checked = rules.map(checkRule);
      if (new Set(checked.map((rule) => rule.fieldName)).size > MAX_FIELDS)
        return invalid(`at most ${MAX_FIELDS} different fields in a group`);
      return { filters: checked };
    }),
  };
}

/** The value at `a.b.c`; lists of objects cannot be looked into, so they give nothing. */
function valueAt(payload: unknown, path: string): unknown {
  let value = payload;
  for (const name of path.split('.')) {
    if (!isObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

const holds = (payload: unknown, rule: FilterRule): boolean => {
  const actual = valueAt(payload, rule.fieldName);
  if (Array.isArray(actual) && actual.some(isObject)) return false;
  return operators[rule.operator]?.(actual ?? null, rule.value ?? null) ?? false;
};

/** True when one group's rules all hold for the event. */
export const filterMatches = (filter: SubscriptionFilter, payload: unknown): boolean =>
  filter.filterGroup.some((group) => group.filters.every((rule) => holds(payload, rule)));

type Group = FilterRule[];

const product = (left: Group[], right: Group[]): Group[] =>
  left.flatMap((one) => right.map((other) => [...one, ...other]));

/** An object of conditions as alternatives of rules. */
function groupsOf(object: Record<string, unknown>, ignored: ReadonlySet<string>): Group[] {
  let groups: Group[] = [[]];
  for (const [key, asked] of Object.entries(object)) {
    if (ignored.has(key) || asked === null || asked === undefined) continue;
    if (key === 'and')
      for (const member of list(asked).filter(isObject)) groups = product(groups, groupsOf(member, ignored));
    else if (key === 'or') {
      const alternatives = list(asked)
        .filter(isObject)
        .flatMap((member) => groupsOf(member, ignored));
      if (alternatives.length > 0) groups = product(groups, alternatives);
    } else if (isObject(asked)) groups = groups.map((group) => [...group, ...rulesOf(key, asked)]);
  }
  return groups;
}

const rulesOf = (fieldName: string, asked: Record<string, unknown>): Group =>
  Object.entries(asked).flatMap(([operator, value]) =>
    Object.hasOwn(operators, operator)
      ? [{ fieldName, operator, value }]
      : isObject(value)
        ? rulesOf(`${fieldName}.${operator}`, value)
        : [],
  );

/**
 * `util.transform.toSubscriptionFilter`: an object of conditions as a filter. Fields in `ignored` are left out; of the
 * strict `rules` at least one must hold beside the rest.
 */
export function toSubscriptionFilter(
  object: Record<string, unknown> | null | undefined,
  ignored: readonly string[] = [],
  rules: Record<string, unknown> = {},
): SubscriptionFilter {
  const strict = Object.entries(rules).flatMap(([field, asked]) =>
    isObject(asked) ? [rulesOf(field, asked)] : [],
  );
  const groups = product(groupsOf(object ?? {}, new Set(ignored)), strict.length > 0 ? strict : [[]]);
  return { filterGroup: groups.map((filters) => ({ filters })) };
}
