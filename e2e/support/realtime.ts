/** Subscriptions of journeys and measurements, by the project's own client of AppSync's real-time protocol. */
import { WebSocket } from 'ws';
import type { RealtimeError } from '../../log-client/appsync-messages';
import { AppSyncSocket } from '../../log-client/appsync-socket';
import type { WebSocketConstructor } from '../../log-client/web-socket';
import type { Host } from './host';

/** A client of a host's real-time side, as the holder of its API token. */
export const connectTo = (
  host: Pick<Host, 'url' | 'token'>,
  Socket: WebSocketConstructor = WebSocket,
): AppSyncSocket =>
  new AppSyncSocket({
    endpoint: `${host.url}/graphql`,
    authorization: () => Promise.resolve({ Authorization: host.token }),
    WebSocket: Socket,
  });

const refusal = (errors: readonly RealtimeError[]): Error =>
  new Error(`the subscription was ended: ${JSON.stringify(errors)}`);

/** A connection with one subscription. */
export class Subscription {
  private constructor(private readonly socket: AppSyncSocket) {}

  /** Connects and subscribes; resolves once the server has confirmed. `onData` gets each message with its time of arrival. */
  static async open<T>(
    host: Pick<Host, 'url' | 'token'>,
    query: string,
    variables: Record<string, unknown>,
    onData: (data: T, arrivedAt: number) => void,
  ): Promise<Subscription> {
    const socket = connectTo(host);
    await new Promise<void>((resolve, reject) => {
      socket.subscribe(
        { query, variables },
        {
          event: (payload) => onData((payload as { data: T }).data, Date.now()),
          confirmed: resolve,
          cut: () => undefined,
          ended: (errors) => reject(refusal(errors)),
        },
      );
    });
    return new Subscription(socket);
  }

  /** Ends the connection. */
  close(): Promise<void> {
    this.socket.close();
    return Promise.resolve();
  }
}
