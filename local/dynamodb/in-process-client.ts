/**
 * A DynamoDB client for the API's own data source, without a socket and without signatures: on AWS, too, what stands between
 * AppSync and the table is nobody's business. Functions talk to the AWS endpoint like everywhere else.
 */
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { region } from '../names';
import type { Database } from './database';

interface Command {
  input: object;
}

// Names of classes do not survive a bundler.
const operations = new Map<unknown, string>([
  [BatchGetItemCommand, 'BatchGetItem'],
  [BatchWriteItemCommand, 'BatchWriteItem'],
  [CreateTableCommand, 'CreateTable'],
  [DeleteItemCommand, 'DeleteItem'],
  [DescribeTableCommand, 'DescribeTable'],
  [GetItemCommand, 'GetItem'],
  [PutItemCommand, 'PutItem'],
  [QueryCommand, 'Query'],
  [ScanCommand, 'Scan'],
  [UpdateItemCommand, 'UpdateItem'],
]);

interface ErrorBody {
  __type?: string;
  message?: string;
  Message?: string;
}

const failure = (body: ErrorBody, status: number): DynamoDBServiceException => {
  const name = body.__type?.split('#').pop() ?? 'UnknownError';
  const details = { message: body.message ?? body.Message ?? '', $metadata: { httpStatusCode: status } };
  if (name === 'ResourceNotFoundException') return new ResourceNotFoundException(details);
  if (name === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException(details);
  return new DynamoDBServiceException({ ...details, name, $fault: status < 500 ? 'client' : 'server' });
};

/** The client. Values travel as DynamoDB's JSON has them, so binary values are not for it; a command is sent once. */
export const createInProcessClient = (database: Database): DynamoDBClient => {
  const send = async (command: Command): Promise<object> => {
    const operation = operations.get(command.constructor);
    if (operation === undefined) throw failure({ __type: 'UnknownOperationException' }, 400);
    const { status, body } = await database.call(operation, command.input);
    if (status !== 200) throw failure(body, status);
    return body;
  };
  // The border: the overloads of `send` say what each command answers, and the database answers just that.
  return Object.assign(new DynamoDBClient({ region }), { send: send as DynamoDBClient['send'] });
};
