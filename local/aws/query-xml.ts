/** What AWS's oldest protocol says: requests are forms, answers are XML. STS speaks it. */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { escapeXml } from './s3-xml';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** A value as elements; what is undefined has none. */
const elements = (value: object): string =>
  Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => {
      const inner =
        typeof each === 'object' && each !== null ? elements(each as object) : escapeXml(String(each));
      return `<${name}>${inner}</${name}>`;
    })
    .join('');

const send = (res: ServerResponse, status: number, body: string): void => {
  res.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) });
  res.end(body);
};

/** Answers an action. */
export const sendQueryResult = (res: ServerResponse, action: string, result: object): void =>
  send(
    res,
    200,
    `<${action}Response xmlns="${namespace}"><${action}Result>${elements(result)}</${action}Result>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
  );

/** Answers an error. */
export const sendQueryError = (
  res: ServerResponse,
  { type, message, status }: { type: string; message: string; status: number },
): void =>
  send(
    res,
    status,
    `<ErrorResponse xmlns="${namespace}"><Error>${elements({
      Type: status < 500 ? 'Sender' : 'Receiver',
      Code: type,
      Message: message,
    })}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
