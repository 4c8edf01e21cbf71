/** Test support: a client that speaks AppSync's real-time protocol message by message. */
import { once } from 'node:events';
import WebSocket from 'ws';
import { API_KEY, type Served } from './serve';

/** A message of the protocol. */
export interface Message {
  type: string;
  id?: string;
  payload?: { data?: unknown; errors?: Record<string, unknown>[]; connectionTimeoutMs?: number };
}

/** Where the authorization header travels. */
export type Transport = 'query' | 'protocol' | 'headers';

/** A connection to a served API. */
export class RealtimeClient {
  private readonly received: Message[] = [];
  private wake: (() => void) | undefined;

  private constructor(
    readonly socket: WebSocket,
    private readonly headers: Record<string, string>,
  ) {
    socket.on('message', (data: Buffer) => {
      this.received.push(JSON.parse(data.toString()) as Message);
      this.wake?.();
    });
  }

  /** Opens a connection, without a first message. */
  static async open(
    served: Served,
    headers: Record<string, string> = { host: `localhost:${served.port}`, 'x-api-key': API_KEY },
    transport: Transport = 'protocol',
  ): Promise<RealtimeClient> {
    const text = JSON.stringify(headers);
    const base = `ws://127.0.0.1:${served.port}/graphql/realtime`;
    const url =
      transport === 'query'
        ? `${base}?header=${encodeURIComponent(Buffer.from(text).toString('base64'))}&payload=e30=`
        : base;
    const protocols = [
      'graphql-ws',
      ...(transport === 'protocol' ? [`header-${Buffer.from(text).toString('base64url')}`] : []),
    ];
    const socket = new WebSocket(url, protocols, transport === 'headers' ? { headers } : {});
    const client = new RealtimeClient(socket, headers);
    await once(socket, 'open');
    return client;
  }

  /** Opens a connection and waits until it may be used. */
  static async ready(served: Served, headers?: Record<string, string>): Promise<RealtimeClient> {
    const client = await RealtimeClient.open(served, headers);
    client.send({ type: 'connection_init' });
    await client.next('connection_ack');
    return client;
  }

  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The next message of a type (and of an id); others before it are kept. */
  async next(type: string, id?: string): Promise<Message> {
    for (;;) {
      const at = this.received.findIndex((one) => one.type === type && (id === undefined || one.id === id));
      const [found] = at < 0 ? [] : this.received.splice(at, 1);
      if (found) return found;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Messages of a type that have come and were not taken yet. */
  waiting(type: string): Message[] {
    return this.received.filter((one) => one.type === type);
  }

  start(
    id: string,
    query: string,
    variables: Record<string, unknown> = {},
    authorization: Record<string, string> = this.headers,
  ): void {
    const data = JSON.stringify({ query, variables });
    this.send({ id, type: 'start', payload: { data, extensions: { authorization } } });
  }

  /** Subscribes and waits until that is acknowledged. */
  async subscribe(id: string, query: string, variables: Record<string, unknown> = {}): Promise<void> {
    this.start(id, query, variables);
    await this.next('start_ack', id);
  }

  /** The payload of the next event of a subscription. */
  async event(id: string): Promise<Message['payload']> {
    return (await this.next('data', id)).payload;
  }
}
