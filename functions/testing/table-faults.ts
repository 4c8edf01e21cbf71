/** Test support: the table behind the API's resolvers misbehaves, as a busy one on AWS does. */
import {
  BatchWriteItemCommand,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { vi } from 'vitest';

type Send = (command: unknown) => Promise<object>;

/** What happens to one command; `send` is the real table. Undefined: nothing out of the ordinary. */
export type Fault = (command: unknown, send: Send) => Promise<object> | undefined;

/** Puts a fault in front of the table until the test ends (`vi.restoreAllMocks`). */
export const withFault = (fault: Fault): void => {
  // The border: one function stands for the many overloads of `send`.
  const real = Reflect.get(DynamoDBClient.prototype, 'send') as Send;
  const faulty = function (this: DynamoDBClient, command: unknown): Promise<object> {
    const send: Send = (one) => real.call(this, one);
    return fault(command, send) ?? send(command);
  };
  vi.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(faulty as never);
};

const isWrite = (command: unknown): command is BatchWriteItemCommand =>
  command instanceof BatchWriteItemCommand;

/** The error of a table that is asked for too much. */
const throttled = (): Error =>
  new ProvisionedThroughputExceededException({ message: 'too much', $metadata: { httpStatusCode: 400 } });

/** Refuses the given ones of all batches, counted from 0. */
export const throttles = (hits: (batch: number) => boolean): Fault => {
  let batch = 0;
  return (command) => {
    if (!isWrite(command)) return undefined;
    batch += 1;
    return hits(batch - 1) ? Promise.reject(throttled()) : undefined;
  };
};

/** Writes only the first item of the given batches. */
export const writesOne = (hits: (batch: number) => boolean): Fault => {
  let batch = 0;
  return (command, send) => {
    if (!isWrite(command)) return undefined;
    batch += 1;
    if (!hits(batch - 1)) return undefined;
    const [[table, requests] = ['', []]] = Object.entries(command.input.RequestItems ?? {});
    const first = new BatchWriteItemCommand({ RequestItems: { [table]: requests.slice(0, 1) } });
    return send(first).then((answer) => ({ ...answer, UnprocessedItems: { [table]: requests.slice(1) } }));
  };
};

/** Writes the given batches, but their answers are lost. */
export const losesAnswers = (hits: (batch: number) => boolean): Fault => {
  let batch = 0;
  return (command, send) => {
    if (!isWrite(command)) return undefined;
    batch += 1;
    return hits(batch - 1) ? send(command).then(() => Promise.reject(throttled())) : undefined;
  };
};
