/** What a client and AppSync say to each other over a WebSocket, and the address at which they do. */

/** An error as AppSync's real-time side gives it. */
export interface RealtimeError {
  errorType?: string;
  message?: string;
  /** For a connection: 400, 401 or 403. */
  errorCode?: number;
}

/** A message of the service. */
export interface RealtimeMessage {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A subscription's document and its variables. */
export interface SubscriptionRequest {
  query: string;
  variables?: Record<string, unknown>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what came; undefined when it is no message. */
export const parseMessage = (data: unknown): RealtimeMessage | undefined => {
  if (typeof data !== 'string') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || typeof value.type !== 'string') return undefined;
  const { type, id, payload } = value;
  return { type, ...(typeof id === 'string' ? { id } : {}), payload };
};

const readError = (value: unknown): RealtimeError => {
  if (!isRecord(value)) return { message: String(value) };
  const { errorType, message, errorCode } = value;
  return {
    ...(typeof errorType === 'string' ? { errorType } : {}),
    ...(typeof message === 'string' ? { message } : {}),
    ...(typeof errorCode === 'number' ? { errorCode } : {}),
  };
};

/** The errors of an `error` or `connection_error`; at least one. */
export const errorsOf = (payload: unknown): RealtimeError[] => {
  const errors: unknown = isRecord(payload) ? payload.errors : undefined;
  if (!Array.isArray(errors) || errors.length === 0) return [{ message: 'The service gave no reason.' }];
  return errors.map(readError);
};

/** How long the service may be silent, from its `connection_ack`; undefined when it does not say. */
export const timeoutOf = (payload: unknown): number | undefined => {
  const timeout: unknown = isRecord(payload) ? payload.connectionTimeoutMs : undefined;
  return typeof timeout === 'number' && Number.isFinite(timeout) && timeout >= 1_000 ? timeout : undefined;
};

/** A `start` message. */
export const startMessage = (
  id: string,
  { query, variables = {} }: SubscriptionRequest,
  authorization: Record<string, string>,
): string =>
  JSON.stringify({
    id,
    type: 'start',
    payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
  });

const awsEndpoint = /^https:\/\/([^./]+)\.appsync-api\.([^/]+)\/graphql$/;

/**
 * The WebSocket address of an API.
 *
 * @param endpoint its HTTP address, `https://…/graphql`
 */
export const realtimeUrl = (endpoint: string): string => {
  const aws = awsEndpoint.exec(endpoint);
  if (aws) return `wss://${aws[1]}.appsync-realtime-api.${aws[2]}/graphql`;
  return `${endpoint.replace(/^http/i, 'ws')}/realtime`;
};

const base64Url = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The sub-protocols of a connection: one is the protocol's name, the other says who connects. */
export const realtimeProtocols = (authorization: Record<string, string>): string[] => [
  'graphql-ws',
  `header-${base64Url(JSON.stringify(authorization))}`,
];
