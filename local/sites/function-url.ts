/** HTTP to and from the events of a Lambda function URL, payload format 2.0. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** Lambda's limit for requests and answers. */
export const payloadLimitBytes = 6 * 1024 * 1024;

// Cookies do not know ports, so a browser sends Trellis' own to every site on this machine: no site may see or set them.
const isOurs = (cookie: string): boolean => /^\s*trellis/i.test(cookie);

const cookiesOf = (request: IncomingMessage): string[] =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '' && !isOurs(cookie));

const headersOf = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === 'cookie' || value === undefined) continue;
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return headers;
};

const queryOf = (query: string): Record<string, string> | undefined => {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    values[name] = name in values ? `${values[name]},${value}` : value;
  }
  return Object.keys(values).length === 0 ? undefined : values;
};

/** The event for a request. `path` and `query` are as the application should see them, without the site's own prefix. */
export const toEvent = (request: IncomingMessage, path: string, query: string, body: Buffer) => {
  const cookies = cookiesOf(request);
  const text = isUtf8(body);
  const now = new Date();
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: headersOf(request),
    queryStringParameters: queryOf(query),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: request.headers.host ?? '',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: !text,
  };
};

const resultSchema = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

const refusedHeaders = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/** An answer that is ready to be written. */
export interface FunctionAnswer {
  statusCode: number;
  headers: [string, string | string[]][];
  body: Buffer;
}

/** What a handler returned, as an answer; undefined when it is none. A value without `statusCode` is sent as JSON. */
export const toAnswer = (result: unknown): FunctionAnswer | undefined => {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = Buffer.from(JSON.stringify(result ?? null));
    return { statusCode: 200, headers: [['content-type', 'application/json']], body };
  }
  const { data } = resultSchema.safeParse(result);
  if (data === undefined) return undefined;
  const headers: FunctionAnswer['headers'] = [];
  for (const [name, value] of Object.entries(data.headers ?? {})) {
    const isOurCookie = name.toLowerCase() === 'set-cookie' && isOurs(String(value));
    if (!refusedHeaders.has(name.toLowerCase()) && !isOurCookie) headers.push([name, String(value)]);
  }
  const cookies = (data.cookies ?? []).filter((cookie) => !isOurs(cookie));
  if (cookies.length > 0) headers.push(['set-cookie', cookies]);
  return {
    statusCode: data.statusCode,
    headers,
    body: Buffer.from(data.body ?? '', data.isBase64Encoded === true ? 'base64' : 'utf8'),
  };
};

/** Writes an answer; false when its headers cannot be sent. */
export const writeAnswer = (
  response: ServerResponse,
  answer: FunctionAnswer,
  method: string | undefined,
): boolean => {
  try {
    for (const [name, value] of answer.headers) response.setHeader(name, value);
  } catch {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    return false;
  }
  response.statusCode = answer.statusCode;
  response.setHeader('content-length', answer.body.length);
  response.end(method === 'HEAD' ? undefined : answer.body);
  return true;
};
