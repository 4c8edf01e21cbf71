/**
 * Counts refusals by day and code. The first of a code is written at once, what follows is added up in memory and written every ten
 * seconds at most, so that a flood of bad requests makes no flood of writes. Up to ten seconds of counts go with their process.
 */
import type { ErrorCode } from '../../core/errors';
import { REFUSAL_DAYS } from '../../core/refusals';
import { refusalKey } from '../../core/table';
import { updateItem } from './dynamo';
import { report } from './report';

/** A code is written at most this often. */
export const WRITE_INTERVAL_MS = 10_000;

const DAY_MS = 24 * 3600 * 1000;

/** Adds to a day's count of a code. */
export type AddRefusals = (day: string, code: string, count: number) => Promise<void>;

interface Counter {
  /** What is not written yet. */
  count: number;
  writtenAt: number;
}

/** Adds up refusals between two writes. */
export class RefusalCounter {
  private readonly counters = new Map<string, Counter>();

  constructor(
    private readonly add: AddRefusals,
    private readonly clock: () => number = () => Date.now(),
  ) {}

  /** Counts one. Never rejects; resolves when it is written, or is left for a later write. */
  async count(code: string): Promise<void> {
    const counter = this.counters.get(code) ?? { count: 0, writtenAt: -Infinity };
    this.counters.set(code, counter);
    counter.count += 1;
    const wait = counter.writtenAt + WRITE_INTERVAL_MS - this.clock();
    if (wait <= 0) await this.write(code, counter);
    // Where the process is frozen between two requests this runs late, and the next refusal writes instead.
    else if (counter.count === 1) setTimeout(() => void this.write(code, counter), wait).unref();
  }

  private async write(code: string, counter: Counter): Promise<void> {
    const { count } = counter;
    if (count === 0) return;
    const now = this.clock();
    Object.assign(counter, { count: 0, writtenAt: now });
    try {
      await this.add(new Date(now).toISOString().slice(0, 10), code, count);
    } catch (error) {
      counter.count += count;
      report('refusals could not be counted', error, { code });
    }
  }
}

const addToTable: AddRefusals = async (day, code, count) => {
  const expiresAt = Math.floor((Date.parse(day) + (REFUSAL_DAYS + 1) * DAY_MS) / 1000);
  await updateItem(refusalKey(day, code), {
    expression: 'SET #day = :day, #code = :code, expiresAt = :expiresAt ADD #count :count',
    names: { '#day': 'day', '#code': 'code', '#count': 'count' },
    values: { ':day': day, ':code': code, ':expiresAt': expiresAt, ':count': count },
  });
};

const counter = new RefusalCounter(addToTable);

/**
 * Counts a refusal that is no thrown error: what a field or a route throws is counted where it is answered, by `isCounted` of
 * `core/refusals.ts`. Never rejects.
 */
export const countRefusal = (code: ErrorCode): Promise<void> => counter.count(code);
