/** A network that loses connections: WebSockets that are cut after a random number of messages. */
import { WebSocket } from 'ws';
import type { WebSocketConstructor } from '../../log-client/web-socket';

/** Sockets, and how often one was cut so far. */
export interface FlakySockets {
  Socket: WebSocketConstructor;
  cuts: () => number;
}

/** Chance that is the same in each run (a linear congruential generator). */
const chanceFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
};

/** Each connection lives for at most so many messages. */
export const flakySockets = (mostMessages: number, seed: number): FlakySockets => {
  const chance = chanceFrom(seed);
  let cuts = 0;
  return {
    Socket: class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        let left = 1 + Math.floor(chance() * mostMessages);
        this.on('message', () => {
          left -= 1;
          if (left > 0) return;
          cuts += 1;
          this.terminate();
        });
      }
    },
    cuts: () => cuts,
  };
};
