/**
 * Subscriptions over AppSync's real-time protocol, which outlive the connection that carries them: a lost one is replaced after
 * a wait, and every subscription is started again on the new one. Messages that were missed meanwhile are gone; whoever listens is
 * told of the loss and of each confirmation, and reads what may be missing.
 *
 * For tools, tests and measurements, in Node and in browsers. The dashboard keeps Amplify: it hands subscriptions to Apollo, whose
 * cache and hooks the pages are made of, it has the same protocol with every kind of sign-in that AppSync knows, and AWS keeps it in
 * step with the service. What the dashboard has of this module's is what comes after the transport: the log feed.
 */
import { ANSWER_MS, AppSyncConnection } from './appsync-connection';
import {
  errorsOf,
  realtimeProtocols,
  realtimeUrl,
  startMessage,
  type RealtimeError,
  type RealtimeMessage,
  type SubscriptionRequest,
} from './appsync-messages';
import { reconnecting, waitBefore } from './backoff';
import { systemClock, type Clock } from './clock';
import { isFinal } from './refusals';
import type { WebSocketConstructor } from './web-socket';

/** How to connect. */
export interface AppSyncSocketOptions {
  /** The HTTP address of the API, `https://…/graphql`. */
  endpoint: string;
  /** The headers that authorise, such as `{ Authorization: token }`: asked for anew for each connection and each start. */
  authorization: () => Promise<Record<string, string>>;
  WebSocket: WebSocketConstructor;
  /** The system's when left out. */
  clock?: Clock;
}

/** Who listens to a subscription. */
export interface SubscriptionListener {
  /** An event: `{ data, errors? }`. */
  event(payload: unknown): void;
  /** The service has taken it: from now on events come. Said again after each reconnect. */
  confirmed(): void;
  /** The connection is lost; it is being replaced. */
  cut(): void;
  /** The service has ended it, with its reasons when it refused; nothing more comes. */
  ended(errors: readonly RealtimeError[]): void;
}

interface Subscription {
  readonly id: string;
  readonly request: SubscriptionRequest;
  readonly listener: SubscriptionListener;
  confirmed: boolean;
  refusals: number;
  /** Calls off what this subscription waits for. */
  callOff: () => void;
}

const nothing = (): void => undefined;

/** A connection that is there while anyone is subscribed. */
export class AppSyncSocket {
  readonly #clock: Clock;
  readonly #subscriptions = new Map<string, Subscription>();
  #connection: AppSyncConnection | undefined;
  #ready = false;
  #connecting = false;
  #failures = 0;
  #refusals = 0;
  #lastId = 0;
  #callOffRetry = nothing;

  constructor(private readonly options: AppSyncSocketOptions) {
    this.#clock = options.clock ?? systemClock;
  }

  /** Subscribes, and connects when nobody was subscribed. The answer unsubscribes. */
  subscribe(request: SubscriptionRequest, listener: SubscriptionListener): () => void {
    const id = String(++this.#lastId);
    const subscription = { id, request, listener, confirmed: false, refusals: 0, callOff: nothing };
    this.#subscriptions.set(id, subscription);
    if (this.#ready) this.#start(subscription);
    else this.#connect();
    return () => this.#unsubscribe(subscription);
  }

  /** Ends all subscriptions and the connection, without a word to who listens. */
  close(): void {
    for (const subscription of [...this.#subscriptions.values()]) this.#unsubscribe(subscription);
  }

  #unsubscribe(subscription: Subscription): void {
    if (!this.#forget(subscription)) return;
    if (this.#ready) this.#connection?.send(JSON.stringify({ id: subscription.id, type: 'stop' }));
    this.#closeIfUnused();
  }

  #forget(subscription: Subscription): boolean {
    subscription.callOff();
    return this.#subscriptions.delete(subscription.id);
  }

  #closeIfUnused(): void {
    if (this.#subscriptions.size > 0) return;
    this.#callOffRetry();
    this.#connection?.close();
    this.#connection = undefined;
    this.#ready = false;
    this.#failures = 0;
    this.#refusals = 0;
  }

  async #headers(): Promise<Record<string, string>> {
    return { host: new URL(this.options.endpoint).host, ...(await this.options.authorization()) };
  }

  #connect(): void {
    if (this.#connecting || this.#connection !== undefined) return;
    this.#connecting = true;
    this.#callOffRetry();
    this.#headers()
      .then((headers) => this.#open(headers))
      .catch(() => {
        this.#connecting = false;
        this.#lost();
      });
  }

  #open(headers: Record<string, string>): void {
    this.#connecting = false;
    if (this.#subscriptions.size === 0) return;
    const { WebSocket, endpoint } = this.options;
    const socket = new WebSocket(realtimeUrl(endpoint), realtimeProtocols(headers));
    this.#connection = new AppSyncConnection(socket, this.#clock, {
      ready: () => {
        this.#ready = true;
        this.#refusals = 0;
        for (const subscription of this.#subscriptions.values()) this.#start(subscription);
      },
      message: (message) => this.#receive(message),
      lost: (refused) => this.#lost(refused),
    });
  }

  #lost(refused?: readonly RealtimeError[]): void {
    this.#connection = undefined;
    this.#ready = false;
    if (refused !== undefined) this.#refusals += 1;
    const given = refused && isFinal(refused, this.#refusals) ? refused : undefined;
    for (const subscription of [...this.#subscriptions.values()]) {
      subscription.callOff();
      if (given) this.#end(subscription, given);
      else if (subscription.confirmed) {
        subscription.confirmed = false;
        subscription.listener.cut();
      }
    }
    if (this.#subscriptions.size === 0) return this.#closeIfUnused();
    this.#failures += 1;
    const wait = waitBefore(this.#failures, reconnecting, this.#clock.random());
    this.#callOffRetry = this.#clock.after(wait, () => this.#connect());
  }

  #start(subscription: Subscription): void {
    const connection = this.#connection;
    const isCurrent = (): boolean =>
      this.#connection === connection && this.#subscriptions.has(subscription.id);
    subscription.callOff = this.#clock.after(ANSWER_MS, () => connection?.fail());
    this.#headers()
      .then((headers) => {
        if (isCurrent()) connection?.send(startMessage(subscription.id, subscription.request, headers));
      })
      .catch(() => {
        if (isCurrent()) connection?.fail();
      });
  }

  #receive({ type, id = '', payload }: RealtimeMessage): void {
    const subscription = this.#subscriptions.get(id);
    if (subscription === undefined) return;
    if (type === 'data') subscription.listener.event(payload);
    else if (type === 'start_ack') this.#confirm(subscription);
    else if (type === 'error') this.#refused(subscription, errorsOf(payload));
    else if (type === 'complete') this.#end(subscription, []);
  }

  /** Only now the service is known to work: a connection alone may be taken and dropped for ever. */
  #confirm(subscription: Subscription): void {
    subscription.callOff();
    subscription.confirmed = true;
    subscription.refusals = 0;
    this.#failures = 0;
    subscription.listener.confirmed();
  }

  #refused(subscription: Subscription, errors: readonly RealtimeError[]): void {
    subscription.callOff();
    subscription.refusals += 1;
    if (isFinal(errors, subscription.refusals)) return this.#end(subscription, errors);
    const wait = waitBefore(subscription.refusals, reconnecting, this.#clock.random());
    subscription.callOff = this.#clock.after(wait, () => this.#start(subscription));
  }

  #end(subscription: Subscription, errors: readonly RealtimeError[]): void {
    if (!this.#forget(subscription)) return;
    subscription.listener.ended(errors);
    this.#closeIfUnused();
  }
}
