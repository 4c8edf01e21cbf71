/** `@aws-appsync/utils/dynamodb`: requests to the DynamoDB data source, from plain values. */
import { toMapValues, type TypedValue } from './attribute-values';
import {
  conditionText,
  type Expression,
  keyText,
  numberedPlaceholders,
  type Placeholders,
} from './expressions';
import { updateExpression } from './update-expression';

export { operations } from './update-expression';
export { toBinarySet, toNumberSet, toStringSet } from './attribute-values';

type Values = Record<string, unknown>;

interface Read {
  consistentRead?: boolean | null;
  projection?: readonly string[] | null;
}
interface Write {
  key: Values;
  condition?: Values | null;
  customPartitionKey?: string;
  populateIndexFields?: boolean;
  _version?: number;
}
interface ScanInput extends Read {
  index?: string | null;
  limit?: number | null;
  nextToken?: string | null;
  filter?: Values | null;
  scanIndexForward?: boolean | null;
  select?: string;
  totalSegments?: number;
  segment?: number;
}

/** Leaves out what was not given, so that the request holds only what was asked for. */
const given = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

/** What one expression of a request adds, when several share their placeholders. */
function part(to: Placeholders, write: (to: Placeholders) => string): Expression {
  const names = new Set(Object.keys(to.names));
  const values = new Set(Object.keys(to.values));
  const expression = write(to);
  const fresh = <T>(all: Record<string, T>, seen: Set<string>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !seen.has(key)));
  return {
    expression,
    expressionNames: fresh(to.names, names),
    expressionValues: fresh(to.values, values),
  };
}

const condition = (asked: Values | null | undefined, to: Placeholders): Expression | undefined =>
  asked && Object.keys(asked).length > 0 ? part(to, () => conditionText(asked, to)) : undefined;

function projection(
  paths: readonly string[] | null | undefined,
  to: Placeholders,
): { expression: string; expressionNames: Record<string, string> } | undefined {
  if (!paths || paths.length === 0) return undefined;
  const { expression, expressionNames } = part(to, () =>
    paths
      .map((path) =>
        path
          .split('.')
          .map((name) => to.name(name))
          .join('.'),
      )
      .join(', '),
  );
  return { expression, expressionNames };
}

const common = (input: Write): Values => ({
  customPartitionKey: input.customPartitionKey,
  populateIndexFields: input.populateIndexFields,
  _version: input._version,
});

export const get = (input: { key: Values } & Read): Values =>
  given({
    operation: 'GetItem',
    key: toMapValues(input.key),
    consistentRead: input.consistentRead,
    projection: projection(input.projection, numberedPlaceholders()),
  });

export const put = (input: Write & { item: Values }): Values =>
  given({
    operation: 'PutItem',
    key: toMapValues(input.key),
    attributeValues: toMapValues(input.item),
    condition: condition(input.condition, numberedPlaceholders()),
    ...common(input),
  });

export function update(input: Write & { update: Values }): Values {
  const to = numberedPlaceholders();
  return given({
    operation: 'UpdateItem',
    key: toMapValues(input.key),
    update: updateExpression(input.update, to),
    condition: condition(input.condition, to),
    ...common(input),
  });
}

export const remove = (input: Write): Values =>
  given({
    operation: 'DeleteItem',
    key: toMapValues(input.key),
    condition: condition(input.condition, numberedPlaceholders()),
    ...common(input),
  });

const page = (input: ScanInput, to: Placeholders): Values => ({
  index: input.index,
  limit: input.limit,
  nextToken: input.nextToken,
  consistentRead: input.consistentRead,
  scanIndexForward: input.scanIndexForward,
  select: input.select,
  filter: condition(input.filter, to),
  projection: projection(input.projection, to),
});

export function query(input: ScanInput & { query: Values }): Values {
  const to = numberedPlaceholders();
  const key = part(to, () => keyText(input.query, to));
  return given({ operation: 'Query', query: key, ...page(input, to) });
}

export const scan = (input: ScanInput = {}): Values =>
  given({
    operation: 'Scan',
    ...page(input, numberedPlaceholders()),
    totalSegments: input.totalSegments,
    segment: input.segment,
  });

export const sync = (input: Values & { filter?: Values | null }): Values =>
  given({ operation: 'Sync', ...input, filter: condition(input.filter, numberedPlaceholders()) });

const eachTable = <T, R>(tables: Record<string, T>, convert: (table: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, convert(table)]));

export const batchGet = (input: { tables: Record<string, { keys: Values[] } & Read> }): Values => ({
  operation: 'BatchGetItem',
  tables: eachTable(input.tables, (table) =>
    given({
      keys: table.keys.map(toMapValues),
      consistentRead: table.consistentRead,
      projection: projection(table.projection, numberedPlaceholders()),
    }),
  ),
});

const batch = (operation: string, tables: Record<string, Values[]>): Values => ({
  operation,
  tables: eachTable(tables, (items): Record<string, TypedValue>[] => items.map(toMapValues)),
});

export const batchPut = (input: { tables: Record<string, Values[]> }): Values =>
  batch('BatchPutItem', input.tables);

export const batchDelete = (input: { tables: Record<string, Values[]> }): Values =>
  batch('BatchDeleteItem', input.tables);

export const transactGet = (input: {
  items: { table: string; key: Values; projection?: readonly string[] }[];
}): Values => ({
  operation: 'TransactGetItems',
  transactItems: input.items.map((item) =>
    given({
      table: item.table,
      key: toMapValues(item.key),
      projection: projection(item.projection, numberedPlaceholders()),
    }),
  ),
});

interface TransactWrite extends Write {
  table: string;
}
interface TransactItem {
  putItem?: TransactWrite & { item: Values };
  updateItem?: TransactWrite & { update: Values };
  deleteItem?: TransactWrite;
  conditionCheck?: TransactWrite;
}

function transactItem(item: TransactItem): Values {
  const checked = (made: Values): Values =>
    made['condition'] === undefined
      ? made
      : {
          ...made,
          condition: { ...(made['condition'] as Values), returnValuesOnConditionCheckFailure: true },
        };
  if (item.putItem) return checked({ table: item.putItem.table, ...put(item.putItem) });
  if (item.updateItem) return checked({ table: item.updateItem.table, ...update(item.updateItem) });
  if (item.deleteItem) return checked({ table: item.deleteItem.table, ...remove(item.deleteItem) });
  if (item.conditionCheck)
    return checked({
      table: item.conditionCheck.table,
      ...remove(item.conditionCheck),
      operation: 'ConditionCheck',
    });
  return {};
}

export const transactWrite = (input: { items: TransactItem[] }): Values => ({
  operation: 'TransactWriteItems',
  transactItems: input.items.map(transactItem),
});
