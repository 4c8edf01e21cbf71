/** One real-time connection: its messages, and the subscriptions that it carries. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Authorize } from '../auth/authorize';
import type { Refusal, Verdict } from '../auth/caller';
import type { Api } from '../execution/api';
import type { LogEntry } from '../types';
import { isRecord, messageOf } from '../values';
import type { FanOut } from './fan-out';
import type { Handshake } from './handshake';
import { Outbox } from './outbox';
import { readStart, type Start } from './start-message';
import { type StartError, startSubscription } from './subscribe';
import type { Subscription, Subscriptions } from './subscriptions';

/** What all connections of an API share. */
export interface ConnectionHost {
  api: Api;
  authorize: Authorize;
  subscriptions: Subscriptions;
  fanOut: FanOut;
  log(entry: LogEntry): void;
}

const CONNECTION_TIMEOUT_MS = 300_000;
const MAX_SUBSCRIPTIONS = 100;
/** A subscriber that leaves more than this unread is cut off: it would miss messages either way, and this way it knows. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** Taken by an id while its subscription is being authorized. */
const STARTING = Symbol('starting');

export class Connection {
  private readonly own = new Map<string, Subscription | typeof STARTING>();
  private state: 'new' | 'waiting' | 'ready' | 'closed' = 'new';
  private waiting: Record<string, unknown>[] = [];
  private readonly outbox: Outbox;

  constructor(
    private readonly socket: WebSocket,
    /** What the socket writes to. */
    stream: Duplex,
    private readonly handshake: Handshake,
    private readonly sourceIp: string,
    private readonly host: ConnectionHost,
  ) {
    this.outbox = new Outbox(stream, () => socket.readyState === socket.OPEN);
    socket.on('message', (data: Buffer) => this.receive(data));
    socket.on('close', () => this.closed());
    socket.on('error', () => socket.terminate());
  }

  /** Tells the client that the connection lives. */
  keepAlive(): void {
    if (this.state === 'ready') this.send({ type: 'ka' });
  }

  terminate(): void {
    this.socket.terminate();
  }

  private send(message: unknown): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.host.fanOut.flush(this.outbox);
    this.socket.send(JSON.stringify(message));
  }

  private receive(data: Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(data.toString('utf8'));
    } catch {
      message = undefined;
    }
    if (!isRecord(message))
      return this.fail({ status: 400, errorType: 'BadRequestException', message: 'Not a JSON object.' });
    if (this.state === 'ready') this.handle(message);
    else if (this.state === 'waiting') this.waiting.push(message);
    else if (message['type'] === 'connection_init') {
      this.state = 'waiting';
      this.open().catch((error: unknown) => this.crash(error));
    }
  }

  /** Authorizes the connection; what arrives meanwhile waits. */
  private async open(): Promise<void> {
    const { headers, speaksProtocol, connectPath } = this.handshake;
    if (!speaksProtocol)
      return this.fail({
        status: 400,
        errorType: 'NoProtocolError',
        message: 'The sub-protocol graphql-ws is missing.',
      });
    if (!headers)
      return this.fail({
        status: 400,
        errorType: 'BadRequestException',
        message: 'The header cannot be read.',
      });
    const verdict = await this.host.authorize({
      headers,
      path: connectPath,
      body: '{}',
      sourceIp: this.sourceIp,
    });
    if (!verdict.ok) return this.fail(verdict.refusal);
    if (this.state !== 'waiting') return;
    this.state = 'ready';
    this.send({ type: 'connection_ack', payload: { connectionTimeoutMs: CONNECTION_TIMEOUT_MS } });
    this.keepAlive();
    for (const message of this.waiting.splice(0)) this.handle(message);
  }

  private fail({ status, errorType, message }: Refusal): void {
    this.send({ type: 'connection_error', payload: { errors: [{ errorType, message, errorCode: status }] } });
    this.socket.close(1000);
  }

  private crash(error: unknown): void {
    this.host.log({ level: 'error', message: `A real-time connection failed: ${messageOf(error)}`, error });
    this.socket.close(1011);
  }

  private handle(message: Record<string, unknown>): void {
    const { type, id } = message;
    if (type === 'connection_init')
      return this.send({ type: 'connection_ack', payload: { connectionTimeoutMs: CONNECTION_TIMEOUT_MS } });
    if (typeof id !== 'string' || id === '' || id.length > 128)
      return this.refuse('', [
        { errorType: 'BadRequestException', message: 'The message needs an id of 1 to 128 characters.' },
      ]);
    if (type === 'start') this.start(id, message['payload']).catch((error: unknown) => this.crash(error));
    else if (type === 'stop') this.stop(id);
    else
      this.refuse(id, [
        {
          errorType: 'UnsupportedOperation',
          message: `${String(type)} not supported through the realtime channel`,
        },
      ]);
  }

  private refuse(id: string, errors: StartError[]): void {
    this.send({ ...(id === '' ? {} : { id }), type: 'error', payload: { errors } });
  }

  /** The id is taken before anything is awaited, so that neither the limit nor an id can be overrun. */
  private async start(id: string, payload: unknown): Promise<void> {
    if (this.own.has(id))
      return this.refuse(id, [
        { errorType: 'DuplicatedOperationError', message: `There is a subscription ${id} already` },
      ]);
    if (this.own.size >= MAX_SUBSCRIPTIONS)
      return this.refuse(id, [
        {
          errorType: 'MaxSubscriptionsReachedError',
          message: `Max number of ${MAX_SUBSCRIPTIONS} subscriptions reached`,
        },
      ]);
    this.own.set(id, STARTING);
    const errors = await this.register(id, payload);
    if (!errors) return;
    if (this.own.get(id) === STARTING) this.own.delete(id);
    this.refuse(id, errors);
  }

  private async register(id: string, payload: unknown): Promise<StartError[] | undefined> {
    const start = readStart(payload);
    if (typeof start === 'string') return [{ errorType: 'BadRequestException', message: start }];
    const verdict = await this.authorizeStart(start);
    if (!verdict.ok) return [{ errorType: verdict.refusal.errorType, message: verdict.refusal.message }];
    const started = await startSubscription(this.host.api, start.request, verdict.caller, start.headers);
    if (!started.ok) return started.errors;
    if (this.own.get(id) !== STARTING) return undefined;
    const prefix = Buffer.from(`{"id":${JSON.stringify(id)},"type":"data","payload":`);
    const subscription: Subscription = {
      ...started.subscription,
      deliver: (rest) => this.deliver(prefix, rest),
      end: () => {
        this.own.delete(id);
        this.send({ id, type: 'complete' });
      },
    };
    this.own.set(id, subscription);
    this.host.subscriptions.add(subscription);
    this.send({ id, type: 'start_ack' });
    return undefined;
  }

  private authorizeStart({ data, request, headers }: Start): Promise<Verdict> {
    return this.host.authorize({
      headers,
      path: this.handshake.endpointPath,
      body: data,
      sourceIp: this.sourceIp,
      query: {
        queryString: request.query,
        ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
        variables: request.variables,
      },
    });
  }

  private deliver(start: Buffer, rest: Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.outbox.unread + start.length + rest.length > MAX_UNREAD_BYTES) {
      this.host.log({ level: 'warn', message: 'A subscriber reads too slowly and was disconnected.' });
      this.socket.terminate();
      return;
    }
    this.host.fanOut.send(this.outbox, start, rest);
  }

  private stop(id: string): void {
    const subscription = this.own.get(id);
    if (subscription === undefined)
      return this.refuse(id, [
        { errorType: 'UnknownOperationError', message: `There is no subscription ${id}` },
      ]);
    this.own.delete(id);
    if (subscription !== STARTING) this.host.subscriptions.remove(subscription);
    this.send({ id, type: 'complete' });
  }

  private closed(): void {
    this.state = 'closed';
    this.waiting = [];
    for (const subscription of this.own.values())
      if (subscription !== STARTING) this.host.subscriptions.remove(subscription);
    this.own.clear();
  }
}
