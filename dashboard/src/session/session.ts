/**
 * Who is signed in. The access token lives in memory only; a refresh cookie that scripts cannot read renews it. A one-time
 * code in the address (`#code=…`) signs in and leaves the address bar at once.
 */
import type { ErrorBody } from '../../../core/errors';

/** What the session route answers. */
interface Grant {
  accessToken: string;
  expiresAt: string;
  viewer: { id: string; name: string; permissions: string[] };
}

export type SessionState =
  | { status: 'starting' }
  | { status: 'signed-in'; viewer: Grant['viewer'] }
  | { status: 'signed-out'; error?: Omit<ErrorBody, 'code'> };

/** How long before its end a token is renewed. */
const EARLY_MS = 30_000;

const unreachable = {
  message: 'The host does not answer.',
  nextStep: 'Check that Trellis is running, then reload this page.',
};

class Refused extends Error {
  constructor(readonly body?: Omit<ErrorBody, 'code'>) {
    super(body?.message);
  }
}

const post = async (path: string, body?: object): Promise<Grant> => {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
  if (response.ok) return (await response.json()) as Grant;
  const answer = (await response.json().catch(() => ({}))) as { error?: ErrorBody };
  throw new Refused(answer.error);
};

/** Takes the one-time code out of an address; gives the code and the address without it. */
export const takeCode = (href: string): { code?: string; rest: string } => {
  const url = new URL(href);
  const hash = new URLSearchParams(url.hash.slice(1));
  const code = hash.get('code') ?? undefined;
  if (code !== undefined) url.hash = '';
  return { ...(code === undefined ? {} : { code }), rest: url.pathname + url.search + url.hash };
};

/** The one session of this page; components read it with `useSession`. */
export class Session {
  #state: SessionState = { status: 'starting' };
  #token = '';
  #expiresAt = 0;
  #refreshing: Promise<string> | null = null;
  #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): SessionState => this.#state;

  /** Signs in by the code in the address, or else by the cookie. */
  async start(): Promise<void> {
    const { code, rest } = takeCode(window.location.href);
    if (code === undefined) {
      await this.refresh().catch(() => undefined);
      return;
    }
    window.history.replaceState(window.history.state, '', rest);
    try {
      this.#accept(await post('/auth/session', { code }));
    } catch (thrown) {
      // A used link in a browser that is signed in already is no reason to turn the person away.
      const refused = thrown instanceof Refused ? thrown.body : unreachable;
      await this.refresh().catch(() => this.#leave(refused));
    }
  }

  /** A token that is valid now; renews it when it is about to end. */
  async token(): Promise<string> {
    return Date.now() < this.#expiresAt - EARLY_MS ? this.#token : this.refresh();
  }

  /** Renews the token once, however many callers ask at the same time. */
  refresh(): Promise<string> {
    this.#refreshing ??= post('/auth/refresh')
      .then((grant) => this.#accept(grant))
      .catch((thrown: unknown) => {
        // Without an answer nobody has said that the session is over: keep it and let the caller try again.
        if (thrown instanceof Refused) this.#leave();
        else if (this.#state.status === 'starting') this.#leave(unreachable);
        throw thrown;
      })
      .finally(() => {
        this.#refreshing = null;
      });
    return this.#refreshing;
  }

  async signOut(): Promise<void> {
    await fetch('/auth/sign-out', { method: 'POST', credentials: 'same-origin' }).catch(() => undefined);
    this.#leave();
  }

  #accept(grant: Grant): string {
    this.#token = grant.accessToken;
    this.#expiresAt = Date.parse(grant.expiresAt);
    this.#become({ status: 'signed-in', viewer: grant.viewer });
    return grant.accessToken;
  }

  #leave(error?: Omit<ErrorBody, 'code'>): void {
    this.#token = '';
    this.#expiresAt = 0;
    this.#become(error ? { status: 'signed-out', error } : { status: 'signed-out' });
  }

  #become(state: SessionState): void {
    const before = this.#state;
    const same =
      before.status === 'signed-in' && state.status === 'signed-in' && before.viewer.id === state.viewer.id;
    if (same) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
