/** Variables in the table; a secret's value stands in the secret store only. */
import type { VariableRecord } from '../../../core/records';
import { variableKey } from '../../../core/table';
import { deleteItem, getItem, putItem, queryAll } from '../dynamo';

/** All variables of an environment. */
export const variablesOf = (environmentId: string): Promise<VariableRecord[]> =>
  queryAll<VariableRecord>({ pk: variableKey(environmentId, '').pk, beginsWith: 'VAR#' });

/** One variable; undefined when there is none of that name. */
export const findVariable = (environmentId: string, name: string): Promise<VariableRecord | undefined> =>
  getItem<VariableRecord>(variableKey(environmentId, name));

/** Keeps a variable. */
export const putVariable = async (variable: VariableRecord): Promise<void> => {
  await putItem({ ...variableKey(variable.environmentId, variable.name), ...variable });
};

/** Removes a variable and answers with what it was. */
export const removeVariable = (environmentId: string, name: string): Promise<VariableRecord | undefined> =>
  deleteItem<VariableRecord>(variableKey(environmentId, name));
