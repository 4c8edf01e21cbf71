/** The table as data for the local host and the tests. */
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import definition from './table.json';

/** What `CreateTable` wants. The cast is the border: JSON has no literal types. */
export const tableDefinition = (tableName: string): CreateTableCommandInput =>
  ({ ...definition, TableName: tableName }) as CreateTableCommandInput;
