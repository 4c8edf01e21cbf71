/** How a real-time connection says who it is: three places for one object of headers. */
import type { IncomingMessage } from 'node:http';
import { headersOf } from '../http';
import { isRecord } from '../values';

const PROTOCOL = 'graphql-ws';
const HEADER_PROTOCOL = 'header-';

/** What an upgrade request offers. */
export interface Handshake {
  /** The authorization headers, by lower-case names; undefined when they cannot be read. */
  headers: Record<string, string> | undefined;
  /** True when the client speaks AppSync's protocol. */
  speaksProtocol: boolean;
  /** The path that a signature of the connection is for. */
  connectPath: string;
  /** The path that a signature of a subscription is for. */
  endpointPath: string;
}

/** Reads headers from an object that came as JSON. */
export function headersFrom(value: unknown): Record<string, string> | undefined {
  if (!isRecord(value)) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, one] of Object.entries(value))
    if (typeof one === 'string') headers[name.toLowerCase()] = one;
  return headers;
}

function decode(text: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    return headersFrom(value);
  } catch {
    return undefined;
  }
}

/** Reads an upgrade request. */
export function readHandshake(request: IncomingMessage): Handshake {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  const inProtocol = protocols.find((one) => one.startsWith(HEADER_PROTOCOL));
  const inQuery = url.searchParams.get('header');
  const endpointPath = url.pathname.replace(/\/realtime$/, '');
  return {
    headers:
      inProtocol !== undefined
        ? decode(inProtocol.slice(HEADER_PROTOCOL.length))
        : inQuery !== null
          ? decode(inQuery)
          : headersOf(request),
    speaksProtocol: protocols.includes(PROTOCOL),
    connectPath: `${endpointPath}/connect`,
    endpointPath,
  };
}

/** The sub-protocol to answer with. */
export const chooseProtocol = (offered: Set<string>): string | false =>
  offered.has(PROTOCOL) ? PROTOCOL : false;
