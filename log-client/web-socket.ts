/** The part of a WebSocket that is used: the browser's own and that of `ws` both have it. */

/** An open or opening WebSocket. */
export interface WebSocketLike {
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  send(text: string): void;
  close(): void;
  /** Cuts without asking the other side, where that can be done: a dead connection answers nothing. */
  terminate?(): void;
}

/** Opens one. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;
