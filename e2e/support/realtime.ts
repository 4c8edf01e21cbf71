/** Subscriptions over AppSync's real-time protocol, spoken by hand: what any client may rely on. */
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Host } from './host';

const messageSchema = z.object({
  type: z.string(),
  id: z.string().optional(),
  payload: z.unknown().optional(),
});
type Message = z.infer<typeof messageSchema>;

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

/** A connection with one subscription. */
export class Subscription {
  private constructor(private readonly socket: WebSocket) {}

  /** Connects and subscribes; resolves once the server has confirmed. `onData` gets each message with its time of arrival. */
  static async open<T>(
    host: Pick<Host, 'url' | 'token'>,
    query: string,
    variables: Record<string, unknown>,
    onData: (data: T, arrivedAt: number) => void,
  ): Promise<Subscription> {
    const { host: name } = new URL(host.url);
    const authorization = { host: name, Authorization: host.token };
    const address = `ws://${name}/graphql/realtime?header=${encodeURIComponent(base64(authorization))}&payload=${base64({})}`;
    const socket = new WebSocket(address, 'graphql-ws');
    const start = { data: JSON.stringify({ query, variables }), extensions: { authorization } };
    await new Promise<void>((resolve, reject) => {
      const answer: Record<string, (message: Message) => void> = {
        connection_ack: () => socket.send(JSON.stringify({ id: '1', type: 'start', payload: start })),
        start_ack: () => resolve(),
        data: ({ payload }) => onData((payload as { data: T }).data, Date.now()),
        error: (message) => reject(new Error(JSON.stringify(message))),
        connection_error: (message) => reject(new Error(JSON.stringify(message))),
      };
      socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.once('error', reject);
      socket.on('message', (raw: Buffer) => {
        const message = messageSchema.parse(JSON.parse(raw.toString('utf8')));
        answer[message.type]?.(message);
      });
    });
    return new Subscription(socket);
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.close();
    await closed;
  }
}
