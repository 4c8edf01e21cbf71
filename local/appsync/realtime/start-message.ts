/** The payload of a `start` message. */
import { isRecord } from '../values';
import { headersFrom } from './handshake';
import type { StartRequest } from './subscribe';

/** A subscription as a client asks for it. */
export interface Start {
  /** The query as it was sent, which is what a signature covers. */
  data: string;
  request: StartRequest;
  headers: Record<string, string>;
}

/** A `start` message's payload, or what is wrong with it. */
export function readStart(payload: unknown): Start | string {
  const data = isRecord(payload) ? payload['data'] : undefined;
  if (!isRecord(payload) || typeof data !== 'string')
    return 'The message needs payload.data, a string of JSON.';
  let request: unknown;
  try {
    request = JSON.parse(data);
  } catch {
    return 'payload.data is not valid JSON.';
  }
  if (!isRecord(request) || typeof request['query'] !== 'string') return 'payload.data needs a query.';
  const { query, operationName, variables } = request;
  const extensions = payload['extensions'];
  return {
    data,
    request: {
      query,
      ...(typeof operationName === 'string' && operationName !== '' ? { operationName } : {}),
      variables: isRecord(variables) ? variables : {},
    },
    headers: headersFrom(isRecord(extensions) ? extensions['authorization'] : undefined) ?? {},
  };
}
