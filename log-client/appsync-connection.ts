/** One connection to AppSync's real-time side, from opening to its loss. It never comes back: a lost one is replaced. */
import {
  errorsOf,
  parseMessage,
  timeoutOf,
  type RealtimeError,
  type RealtimeMessage,
} from './appsync-messages';
import type { Clock } from './clock';
import type { WebSocketLike } from './web-socket';

/** The service has so long to take a connection, and to take a subscription. */
export const ANSWER_MS = 15_000;
/** How often it is looked whether the service is silent for too long. */
const WATCH_MS = 5_000;
/** What AppSync allows itself when it does not say. */
const DEFAULT_SILENCE_MS = 300_000;

/** What a connection reports. After `lost` it reports nothing more. */
export interface ConnectionEvents {
  /** It may be used. */
  ready(): void;
  /** A message about a subscription. */
  message(message: RealtimeMessage): void;
  /** It is gone. `refused` holds the reasons when the service said no. */
  lost(refused?: readonly RealtimeError[]): void;
}

/** Speaks on a socket that was just made. */
export class AppSyncConnection {
  #lastHeard: number;
  #silenceMs = DEFAULT_SILENCE_MS;
  #callOff: () => void;
  #gone = false;

  constructor(
    private readonly socket: WebSocketLike,
    private readonly clock: Clock,
    private readonly events: ConnectionEvents,
  ) {
    this.#lastHeard = clock.now();
    this.#callOff = clock.after(ANSWER_MS, () => this.fail());
    socket.addEventListener('open', () => this.send(JSON.stringify({ type: 'connection_init' })));
    socket.addEventListener('message', ({ data }) => this.#receive(data));
    socket.addEventListener('close', () => this.fail());
    socket.addEventListener('error', () => this.fail());
  }

  send(text: string): void {
    if (!this.#gone) this.socket.send(text);
  }

  /** Ends it without a report. */
  close(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#callOff();
    this.socket.close();
  }

  /** Gives it up, and reports that. A connection that answers nothing is not asked to close: it would not answer that. */
  fail(refused?: readonly RealtimeError[]): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#callOff();
    if (this.socket.terminate) this.socket.terminate();
    else this.socket.close();
    this.events.lost(refused);
  }

  #receive(data: unknown): void {
    if (this.#gone) return;
    this.#lastHeard = this.clock.now();
    const message = parseMessage(data);
    if (message === undefined || message.type === 'ka') return;
    if (message.type === 'connection_ack') this.#acknowledged(message.payload);
    else if (message.type === 'connection_error') this.fail(errorsOf(message.payload));
    else this.events.message(message);
  }

  #acknowledged(payload: unknown): void {
    this.#silenceMs = timeoutOf(payload) ?? DEFAULT_SILENCE_MS;
    this.#callOff();
    this.#watch();
    this.events.ready();
  }

  /**
   * Looks at the time of day again and again instead of waiting once for as long as the service may be silent: while a machine
   * sleeps its timers stand still, but the time of day goes on, so that a dead connection is found soon after it wakes.
   */
  #watch(): void {
    this.#callOff = this.clock.after(Math.min(WATCH_MS, this.#silenceMs), () => {
      const now = this.clock.now();
      // A clock that was set back says nothing of how long ago it was.
      this.#lastHeard = Math.min(this.#lastHeard, now);
      if (now - this.#lastHeard >= this.#silenceMs) this.fail();
      else this.#watch();
    });
  }
}
