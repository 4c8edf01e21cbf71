/** Time and chance, as the library needs them; tests bring their own. */

/** Everything that waits or draws does it through one of these. */
export interface Clock {
  /** The time of day in milliseconds since 1970. It goes on while the machine sleeps, which timers may not. */
  now(): number;
  /** Calls back after a wait; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
  /** From 0 up to, but not including, 1. */
  random(): number;
}

/** The machine's own. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
