/** Test support: a clock that only moves when a test says so. Timers go on as usual. */
import { afterEach, beforeEach, vi } from 'vitest';

/** What a test can do with the time. */
export interface Clock {
  /** Lets time pass. */
  pass(milliseconds: number): void;
  /** A moment from now, ISO 8601 in UTC. */
  in(milliseconds: number): string;
}

/** Gives each test of a file a clock that starts at the real time. */
export const useClock = (): Clock => {
  let now = Date.now();
  beforeEach(() => {
    now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  return {
    pass(milliseconds) {
      now += milliseconds;
      vi.setSystemTime(now);
    },
    in: (milliseconds) => new Date(now + milliseconds).toISOString(),
  };
};
