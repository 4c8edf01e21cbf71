/** Test support: time that is moved by hand. */
import type { Clock } from '../clock';

interface Timer {
  at: number;
  run: () => void;
}

/** Lets everything happen that only waits for promises. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands until it is moved. */
export class FakeClock implements Clock {
  /** What chance gives. */
  chance = 0.5;
  #timers = new Set<Timer>();
  #awake = 0;
  #slept = 0;

  now(): number {
    return 1_700_000_000_000 + this.#awake + this.#slept;
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#awake + milliseconds, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  random(): number {
    return this.chance;
  }

  /** How many timers run. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** How long until the next timer; undefined without one. */
  get next(): number | undefined {
    const [first] = this.#inOrder();
    return first && first.at - this.#awake;
  }

  /** Time goes on, and what is due happens, with all that follows from it. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#awake + milliseconds;
    await settle();
    for (let first = this.#due(end); first !== undefined; first = this.#due(end)) {
      this.#timers.delete(first);
      this.#awake = Math.max(this.#awake, first.at);
      first.run();
      await settle();
    }
    this.#awake = end;
  }

  /** The machine sleeps: the time of day goes on, timers stand still. */
  sleep(milliseconds: number): void {
    this.#slept += milliseconds;
  }

  #inOrder(): Timer[] {
    return [...this.#timers].sort((one, other) => one.at - other.at);
  }

  #due(end: number): Timer | undefined {
    return this.#inOrder().find(({ at }) => at <= end);
  }
}
