/** What every function behind an HTTP route does: answer errors of the catalogue with the status of their kind. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ErrorCode, ErrorKind } from '../../core/errors';
import { errorBody, TrellisError } from '../../core/errors';
import { isCounted } from '../../core/refusals';
import { countRefusal } from './refusals';
import { report } from './report';

const statuses: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  upstream: 502,
  internal: 500,
};

const special: Partial<Record<ErrorCode, number>> = { 'webhook.not_configured': 503, 'input.too_large': 413 };

/** An answer in JSON. */
export const json = (
  statusCode: number,
  body: unknown,
  cookies?: string[],
): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
  ...(cookies ? { cookies } : {}),
});

/** The body's very bytes. */
export const rawBody = (event: APIGatewayProxyEventV2): Buffer =>
  Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');

/** The media type of the body, without its parameters. */
export const mediaType = (event: APIGatewayProxyEventV2): string =>
  (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Names of headers mean the same in any case; AWS writes them small, others need not. */
const withSmallNames = (headers: APIGatewayProxyEventV2['headers']): APIGatewayProxyEventV2['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** A Lambda behind an HTTP route. */
export const httpHandler =
  (run: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      return await run({ ...event, headers: withSmallNames(event.headers) });
    } catch (error) {
      if (!(error instanceof TrellisError)) report('a route failed', error, { path: event.rawPath });
      else if (isCounted(error.code)) await countRefusal(error.code);
      const body = errorBody(error);
      const kind = error instanceof TrellisError ? error.kind : 'internal';
      return json(special[body.code] ?? statuses[kind], { error: body });
    }
  };
