/**
 * Whether events arrive, and since when not. A lost socket is not shown at once: a reconnect within two seconds is nothing
 * that a person should hear of.
 */

export type LiveState = { status: 'live' } | { status: 'paused'; since: number };

const PATIENCE_MS = 2_000;

export class Connection {
  #state: LiveState = { status: 'live' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastEvent = Date.now();
  #listeners = new Set<() => void>();
  #acknowledged = new Set<(operation: string) => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): LiveState => this.#state;

  /** Calls back whenever the API has confirmed a subscription: from then on events come, and what came before may be missing. */
  onAcknowledged(listener: (operation: string) => void): () => void {
    this.#acknowledged.add(listener);
    return () => this.#acknowledged.delete(listener);
  }

  acknowledged(operation: string): void {
    this.heard();
    for (const listener of this.#acknowledged) listener(operation);
  }

  /** An event or a confirmation came: what is shown was true a moment ago. */
  heard(): void {
    this.#lastEvent = Date.now();
  }

  changed(connected: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (connected) {
      this.heard();
      this.#become({ status: 'live' });
    } else if (this.#state.status === 'live') {
      this.#timer = setTimeout(() => this.#become({ status: 'paused', since: this.#lastEvent }), PATIENCE_MS);
    }
  }

  #become(state: LiveState): void {
    if (state.status === this.#state.status) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
