/** `util.time`. */
import { ResolverError } from './errors';
import { formatDate, parseDate } from './time-format';

export const time = {
  nowISO8601: (): string => new Date().toISOString(),
  nowEpochSeconds: (): number => Math.floor(Date.now() / 1000),
  nowEpochMilliSeconds: (): number => Date.now(),
  nowFormatted: (pattern: string, zone?: string): string => formatDate(Date.now(), pattern, zone),
  parseFormattedToEpochMilliSeconds: (text: string, pattern: string, zone?: string): number =>
    parseDate(text, pattern, zone),
  parseISO8601ToEpochMilliSeconds: (text: string): number => {
    const epochMs = Date.parse(text);
    if (Number.isNaN(epochMs)) throw new ResolverError(`${text} is no ISO 8601 date`, 'InvalidDate');
    return epochMs;
  },
  epochMilliSecondsToSeconds: (epochMs: number): number => Math.floor(epochMs / 1000),
  epochMilliSecondsToISO8601: (epochMs: number): string => new Date(epochMs).toISOString(),
  epochMilliSecondsToFormatted: (epochMs: number, pattern: string, zone?: string): string =>
    formatDate(epochMs, pattern, zone),
};
