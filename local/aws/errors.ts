/** Errors in the shapes that the AWS SDKs read. */
import type { ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';

/** An error of an AWS service: its type is what `error.name` becomes in a client. */
export class AwsError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'AwsError';
  }
}

/** Any thrown value as an error of a service; a defect keeps its text to itself. */
export const asAwsError = (thrown: unknown): AwsError =>
  thrown instanceof AwsError
    ? thrown
    : new AwsError('InternalFailure', 'The local AWS endpoint failed; its log says why.', 500);

/** Answers in the JSON protocols. */
export const sendJson = (res: ServerResponse, status: number, body: unknown): void => {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  res.end(text);
};

/** Answers an error in the JSON protocols. */
export const sendJsonError = (res: ServerResponse, error: AwsError): void =>
  sendJson(res, error.status, { __type: error.type, message: error.message, ...error.fields });
