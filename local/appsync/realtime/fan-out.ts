/**
 * Writes events to many clients a slice at a time, so that everything else has its turn in between. What comes for a client while
 * it waits for its turn goes out in the same write: the more there is to do, the less each event costs.
 */
import type { Outbox } from './outbox';

/** How long a slice may take, in milliseconds. */
const SLICE_MS = 2;
/** When more frames than this wait, who publishes writes them out itself, which is what slows it down to what can be written. */
const MAX_WAITING = 4_000;

export class FanOut {
  private readonly waiting = new Set<Outbox>();
  private frames = 0;
  private scheduled = false;

  /** @param now a clock in milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Sends a message in two parts, soon and in order. */
  send(outbox: Outbox, start: Buffer, rest: Buffer): void {
    outbox.put(start, rest);
    this.waiting.add(outbox);
    this.frames += 1;
    if (this.frames > MAX_WAITING) this.write(Infinity);
    else this.schedule();
  }

  /** Sends now what waits for a client, because something else is about to be sent to it. */
  flush(outbox: Outbox): void {
    if (!this.waiting.delete(outbox)) return;
    this.frames -= outbox.size;
    outbox.flush();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.write(SLICE_MS);
      if (this.waiting.size > 0) this.schedule();
    });
  }

  private write(milliseconds: number): void {
    const end = this.now() + milliseconds;
    for (const outbox of this.waiting) {
      this.flush(outbox);
      if (this.now() > end) return;
    }
  }
}
