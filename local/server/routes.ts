/** HTTP routes that functions answer, as events of API Gateway's HTTP API, version 2. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { accountId, region } from '../names';

const result = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

const textual = /^(?:text\/|application\/(?:[\w.+-]*json|x-www-form-urlencoded|xml)|$)/;

/** A request as API Gateway hands it to a function. */
export const routeEvent = (req: IncomingMessage, url: URL, routeKey: string, body: Buffer) => {
  const { cookie, ...others } = req.headers;
  const isText = textual.test(req.headers['content-type'] ?? '');
  const now = new Date();
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
    ...(cookie ? { cookies: cookie.split(/;\s*/) } : {}),
    ...(url.search ? { queryStringParameters: Object.fromEntries(url.searchParams) } : {}),
    ...(body.length > 0 ? { body: body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: !isText && body.length > 0,
    requestContext: {
      accountId,
      apiId: 'local',
      domainName: req.headers.host ?? '',
      domainPrefix: region,
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
      http: {
        method: req.method ?? '',
        path: url.pathname,
        protocol: `HTTP/${req.httpVersion}`,
        sourceIp: req.socket.remoteAddress ?? '',
        userAgent: req.headers['user-agent'] ?? '',
      },
    },
  };
};

/** Answers a request with what a function gave. */
export const sendRouteResult = (res: ServerResponse, given: unknown): void => {
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result.parse(given);
  const content = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  res.writeHead(statusCode, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(body === '' ? {} : { 'content-type': 'application/json' }),
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    ...(statusCode === 204 ? {} : { 'content-length': content.length }),
  });
  res.end(content);
};
