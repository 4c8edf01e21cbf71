/** Numbers out of measurements. */

/** The value below which a share of the values lies (nearest rank); NaN without values. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

/** The middle value. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);
