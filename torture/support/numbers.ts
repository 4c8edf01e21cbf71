/** Figures in words. */
import { percentile } from '../../bench/statistics';

/** A whole number with separators. */
export const count = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });

/** Milliseconds, or seconds when there are many. */
export const duration = (ms: number): string =>
  ms < 1_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;

/** Quantiles of times in milliseconds. */
export const spread = (times: readonly number[]): string =>
  `p50 ${duration(percentile(times, 0.5))}, p99 ${duration(percentile(times, 0.99))}`;

/** Does the work for each item, so many at a time, in order of the list. */
export const eachOf = async <T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      const item = items[index];
      if (item !== undefined) await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
};

/** The items in an order that chance decides. */
export const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  items
    .map((item) => ({ item, key: random() }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
