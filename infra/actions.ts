/** Which actions of AWS each function needs: read from its code by a test, kept in `actions.json`, turned into policies by `permissions.ts`. */
import type { FunctionName } from '../wiring';
import used from './actions.json';

/** The action that a command of the SDK needs. The table's commands are those of the document client. */
const actionsByCommand = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  Query: 'dynamodb:Query',
  BatchGet: 'dynamodb:BatchGetItem',
  RunTask: 'ecs:RunTask',
  StopTask: 'ecs:StopTask',
  DescribeTasks: 'ecs:DescribeTasks',
  GetSecretValue: 'secretsmanager:GetSecretValue',
  PutSecretValue: 'secretsmanager:PutSecretValue',
  CreateSecret: 'secretsmanager:CreateSecret',
  DeleteSecret: 'secretsmanager:DeleteSecret',
  GetObject: 's3:GetObject',
  PutObject: 's3:PutObject',
  GetLogEvents: 'logs:GetLogEvents',
  PutEvents: 'events:PutEvents',
  AssumeRole: 'sts:AssumeRole',
  // Everybody may ask who they are.
  GetCallerIdentity: undefined,
} as const;

/** An action of AWS that functions need. */
export type Action = NonNullable<(typeof actionsByCommand)[keyof typeof actionsByCommand]>;

/** What one function does. */
export interface UsedActions {
  actions: Action[];
  /** The table's indexes that it queries. */
  indexes: string[];
}

/**
 * The actions that a command needs, by its class's name without `Command`.
 *
 * @throws Error for a command that no function has sent so far
 */
export const actionOfCommand = (command: string): Action[] => {
  if (!(command in actionsByCommand))
    throw new Error(`infra/actions.ts does not know which action the command ${command} needs`);
  const action = actionsByCommand[command as keyof typeof actionsByCommand];
  return action === undefined ? [] : [action];
};

/**
 * What a function does.
 *
 * @throws Error for a function that `actions.json` does not know yet
 */
export const actionsOf = (name: FunctionName): UsedActions => {
  const found = (used as Partial<Record<FunctionName, UsedActions>>)[name];
  if (!found) throw new Error(`actions.json has no ${name}: npx vitest run infra/actions.test.ts -u`);
  return found;
};
