/** Test support: WebSockets whose other side is the test. */
import type { WebSocketConstructor, WebSocketLike } from '../web-socket';

interface Sent {
  id?: string;
  type: string;
  payload?: { data: string; extensions: { authorization: Record<string, string> } };
}

type Listener = (event: { data: unknown }) => void;

/** One connection, seen from the service. */
export class FakeSocket implements WebSocketLike {
  /** What the client has sent. */
  readonly sent: Sent[] = [];
  isClosed = false;
  #listeners = new Map<string, Listener[]>();

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {}

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Sent);
  }

  close(): void {
    this.isClosed = true;
  }

  /** The headers by which the client connects. */
  get authorization(): unknown {
    const header = this.protocols.find((protocol) => protocol.startsWith('header-')) ?? '';
    const value: unknown = JSON.parse(Buffer.from(header.slice('header-'.length), 'base64url').toString());
    return value;
  }

  /** The starts that the client has sent, as it sent them. */
  get starts(): Sent[] {
    return this.sent.filter(({ type }) => type === 'start');
  }

  fire(type: 'open' | 'close' | 'error'): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ data: undefined });
  }

  /** The service says something. */
  say(message: unknown): void {
    const data = typeof message === 'string' ? message : JSON.stringify(message);
    for (const listener of this.#listeners.get('message') ?? []) listener({ data });
  }

  /** Takes the connection. */
  accept(connectionTimeoutMs?: number): void {
    this.fire('open');
    this.say({ type: 'connection_ack', payload: { connectionTimeoutMs } });
  }

  /** Takes every subscription that was started. */
  confirm(): void {
    for (const { id } of this.starts) this.say({ id, type: 'start_ack' });
  }
}

/** A constructor, and the sockets that it made. */
export const fakeSockets = (): {
  WebSocket: WebSocketConstructor;
  all: FakeSocket[];
  last: () => FakeSocket;
} => {
  const all: FakeSocket[] = [];
  return {
    WebSocket: class extends FakeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        all.push(this);
      }
    },
    all,
    last: () => {
      const socket = all.at(-1);
      if (socket === undefined) throw new Error('no connection was opened');
      return socket;
    },
  };
};
