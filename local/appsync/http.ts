/** AppSync's HTTP protocol: `POST /graphql`. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OperationTypeNode } from 'graphql';
import type { Authorize } from './auth/authorize';
import {
  type Api,
  mutationEvents,
  type MutationEvent,
  operationOf,
  type Outcome,
  runOperation,
} from './execution/api';
import { newState, type RequestState } from './execution/state';
import type { SubscriptionInvalidation } from './util/frame';
import type { LogEntry } from './types';
import { isRecord, messageOf } from './values';

/** What the HTTP side needs of the rest. */
export interface HttpOptions {
  api: Api;
  authorize: Authorize;
  bodyBytes: number;
  /** Called with what a mutation did, before its caller gets the answer. */
  publish(events: readonly MutationEvent[], invalidations: readonly SubscriptionInvalidation[]): void;
  log(entry: LogEntry): void;
}

interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

interface GraphQLRequest {
  query: string;
  operationName?: string;
  variables: Record<string, unknown>;
}

/** A request that takes longer is answered with an error; its resolvers run on, as they would on AWS. */
const EXECUTION_TIMEOUT_MS = 30_000;

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-requestid,x-amzn-errortype',
};
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'POST,OPTIONS',
  'access-control-allow-headers':
    'authorization,content-type,x-amz-date,x-amz-security-token,x-amz-user-agent,x-api-key,x-apollo-operation-name,apollo-require-preflight',
  'access-control-max-age': '172800',
};

const failure = (status: number, errorType: string, message: string): Answer => ({
  status,
  body: { errors: [{ errorType, message }] },
  headers: { 'x-amzn-errortype': errorType },
});

const malformed = (message: string): Answer => failure(400, 'MalformedHttpRequestException', message);

/** Header names are lower case already; repeated headers are joined. */
export function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  return headers;
}

/** So much of a body that is too large is read and thrown away, so that its sender gets to read the answer. */
const MAX_DISCARDED_BYTES = 16 * 1024 * 1024;

/** The body, or undefined when it is larger than allowed. */
function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > limit + MAX_DISCARDED_BYTES) {
        request.pause();
        resolve(undefined);
      } else chunks.length = 0;
    });
    request.on('end', () =>
      resolve(size > limit ? undefined : chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on('error', reject);
  });
}

function parseRequest(body: Buffer): GraphQLRequest | Answer {
  if (body.length === 0) return malformed('Request body is empty.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return malformed('Request body is not valid JSON.');
  }
  if (!isRecord(parsed) || typeof parsed['query'] !== 'string')
    return malformed('Unable to parse GraphQL query.');
  const { query, operationName, variables } = parsed;
  if (variables !== undefined && variables !== null && !isRecord(variables))
    return malformed('Variables must be an object.');
  return {
    query,
    ...(typeof operationName === 'string' && operationName !== '' ? { operationName } : {}),
    variables: isRecord(variables) ? variables : {},
  };
}

async function withTimeout(outcome: Promise<Outcome>): Promise<Outcome | Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(
      () =>
        resolve({
          status: 200,
          body: { data: null, errors: [{ errorType: 'ExecutionTimeout', message: 'Execution timed out.' }] },
        }),
      EXECUTION_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function run(options: HttpOptions, request: GraphQLRequest, state: RequestState): Promise<Answer> {
  const prepared = options.api.prepare(request.query);
  if (!prepared.ok)
    return prepared.malformed === undefined
      ? { status: 200, body: { data: null, errors: prepared.errors } }
      : malformed(`Unable to parse GraphQL query. (${prepared.malformed})`);
  const operation = operationOf(prepared, request.operationName);
  if (!operation)
    return failure(400, 'BadRequestException', 'No operation of that name, or several and no name.');
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    return failure(400, 'BadRequestException', 'Subscriptions are answered at the real-time endpoint only.');
  const outcome = runOperation(options.api, prepared, request.operationName, state).then((done) => {
    options.publish(mutationEvents(prepared, request.operationName, done.data), state.invalidations);
    return done;
  });
  const done = await withTimeout(outcome);
  return 'status' in done ? done : { status: 200, body: done };
}

async function answer(options: HttpOptions, request: IncomingMessage): Promise<Answer> {
  if (request.method === 'OPTIONS') return { status: 204, body: undefined, headers: PREFLIGHT };
  if (request.method !== 'POST') return failure(405, 'MethodNotAllowedException', 'Send a POST request.');
  const body = await readBody(request, options.bodyBytes);
  if (!body)
    return failure(
      413,
      'RequestEntityTooLargeException',
      `The request body is larger than ${options.bodyBytes} bytes.`,
    );
  const headers = headersOf(request);
  const parsed = parseRequest(body);
  const graphql = 'query' in parsed ? parsed : undefined;
  const verdict = await options.authorize({
    headers,
    path: request.url ?? '/graphql',
    body,
    sourceIp: request.socket.remoteAddress ?? '',
    ...(graphql
      ? {
          query: {
            queryString: graphql.query,
            ...(graphql.operationName === undefined ? {} : { operationName: graphql.operationName }),
            variables: graphql.variables,
          },
        }
      : {}),
  });
  if (!verdict.ok) return failure(verdict.refusal.status, verdict.refusal.errorType, verdict.refusal.message);
  if (!graphql) return parsed as Answer;
  return run(options, graphql, newState(verdict.caller, headers, graphql.variables));
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  // Written as bytes once; its length is known then.
  const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
  response.writeHead(status, {
    ...CORS,
    'content-type': 'application/json;charset=UTF-8',
    'content-length': bytes.length,
    'x-amzn-requestid': randomUUID(),
    ...(status === 413 ? { connection: 'close' } : {}),
    ...headers,
  });
  response.end(bytes);
}

/** Makes the handler of `POST /graphql`. */
export function createHttp(
  options: HttpOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(options, request).then(
      (made) => send(response, made),
      (error: unknown) => {
        options.log({
          level: 'error',
          message: `A request failed inside the engine: ${messageOf(error)}`,
          error,
        });
        if (!response.headersSent)
          send(response, failure(500, 'InternalFailure', 'The request could not be answered.'));
      },
    );
  };
}
