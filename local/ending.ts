/** What has been started and must be ended, last first. */
import type { Log } from './log';

/** A list of ends. */
export interface Ending {
  /** Remembers how to end something that was just started. */
  push(end: () => unknown): void;
  /** Ends everything, also when a part fails; a second call does nothing more. */
  run(): Promise<void>;
}

/** An empty list. */
export const createEnding = (log: Log): Ending => {
  const ends: (() => unknown)[] = [];
  return {
    push: (end) => void ends.push(end),
    async run() {
      for (let end = ends.pop(); end; end = ends.pop()) {
        try {
          await end();
        } catch (error) {
          log.warn('a part did not end well', error);
        }
      }
    },
  };
};
