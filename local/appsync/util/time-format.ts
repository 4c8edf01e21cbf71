/** Dates in the patterns of Java's DateTimeFormatter, as far as they are numbers, names and offsets. */
import { ResolverError } from './errors';

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  offsetMinutes: number;
}

const TOKEN = /'([^']*)'|([A-Za-z])\2*|[^A-Za-z']/g;
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Minutes east of UTC in a zone at an instant. */
function offsetMinutes(epochMs: number, zone: string): number {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }).formatToParts(epochMs);
    const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
    const local = Date.UTC(
      read('year'),
      read('month') - 1,
      read('day'),
      read('hour'),
      read('minute'),
      read('second'),
    );
    return Math.round((local - Math.floor(epochMs / 1000) * 1000) / 60_000);
  } catch {
    throw new ResolverError(`Unknown time zone ${zone}`, 'InvalidTimeZone');
  }
}

function partsOf(epochMs: number, zone: string): Parts {
  const offset = offsetMinutes(epochMs, zone);
  const at = new Date(epochMs + offset * 60_000);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    millisecond: at.getUTCMilliseconds(),
    offsetMinutes: offset,
  };
}

function offsetText(minutes: number, colon: boolean): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${colon ? ':' : ''}${pad(size % 60, 2)}`;
}

function tokenText(token: string, parts: Parts, epochMs: number, zone: string): string {
  const width = token.length;
  const name = (names: readonly string[], index: number): string =>
    width === 3 ? (names[index] ?? '').slice(0, 3) : (names[index] ?? '');
  switch (token.charAt(0)) {
    case 'y':
    case 'u':
      return width === 2 ? pad(parts.year % 100, 2) : pad(parts.year, width);
    case 'M':
    case 'L':
      return width > 2 ? name(MONTHS, parts.month - 1) : pad(parts.month, width);
    case 'd':
      return pad(parts.day, width);
    case 'H':
      return pad(parts.hour, width);
    case 'h':
      return pad(parts.hour % 12 === 0 ? 12 : parts.hour % 12, width);
    case 'm':
      return pad(parts.minute, width);
    case 's':
      return pad(parts.second, width);
    case 'S':
      return pad(parts.millisecond, 3).padEnd(width, '0').slice(0, width);
    case 'a':
      return parts.hour < 12 ? 'AM' : 'PM';
    case 'E':
      return (DAYS[new Date(epochMs + parts.offsetMinutes * 60_000).getUTCDay()] ?? '').slice(
        0,
        width > 3 ? 9 : 3,
      );
    case 'X':
      return parts.offsetMinutes === 0 ? 'Z' : offsetText(parts.offsetMinutes, width > 2);
    case 'x':
      return offsetText(parts.offsetMinutes, width > 2);
    case 'Z':
      return offsetText(parts.offsetMinutes, width === 5);
    case 'z':
    case 'V':
      return zone;
    default:
      throw new ResolverError(`Unknown letter ${token.charAt(0)} in a date pattern`, 'InvalidDatePattern');
  }
}

/** An instant in a pattern and a zone. */
export function formatDate(epochMs: number, pattern: string, zone = 'UTC'): string {
  const parts = partsOf(epochMs, zone);
  return pattern.replace(TOKEN, (token: string, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted;
    return /^[A-Za-z]/.test(token) ? tokenText(token, parts, epochMs, zone) : token;
  });
}

/** How a letter is read: what it matches, and what it says. */
const readers: Record<
  string,
  { match: (width: number) => string; read: (text: string, into: Parts) => void }
> = {
  y: { match: (width) => `\\d{${width}}`, read: (text, into) => (into.year = Number(text)) },
  M: {
    match: (width) => (width > 2 ? '[A-Za-z]+' : '\\d{1,2}'),
    read: (text, into) => {
      into.month = /^\d/.test(text) ? Number(text) : MONTHS.findIndex((name) => name.startsWith(text)) + 1;
    },
  },
  d: { match: () => '\\d{1,2}', read: (text, into) => (into.day = Number(text)) },
  H: { match: () => '\\d{1,2}', read: (text, into) => (into.hour = Number(text)) },
  h: { match: () => '\\d{1,2}', read: (text, into) => (into.hour = Number(text) % 12) },
  m: { match: () => '\\d{1,2}', read: (text, into) => (into.minute = Number(text)) },
  s: { match: () => '\\d{1,2}', read: (text, into) => (into.second = Number(text)) },
  S: {
    match: (width) => `\\d{${width}}`,
    read: (text, into) => (into.millisecond = Number(text.padEnd(3, '0').slice(0, 3))),
  },
  a: { match: () => '[AaPp][Mm]', read: (text, into) => (into.hour += /^p/i.test(text) ? 12 : 0) },
};
const offsetReader = {
  match: () => 'Z|[+-]\\d{2}:?\\d{2}',
  read: (text: string, into: Parts) => {
    const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
    into.offsetMinutes = sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  },
};

/** Reads a date in a pattern; without an offset in it, it is taken to be in the zone. */
export function parseDate(text: string, pattern: string, zone = 'UTC'): number {
  const letters: string[] = [];
  const source = pattern.replace(TOKEN, (token: string, quoted: string | undefined) => {
    const literal = quoted ?? token;
    if (quoted !== undefined || !/^[A-Za-z]/.test(token))
      return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const letter = token.charAt(0) === 'u' ? 'y' : token.charAt(0);
    letters.push(letter);
    const reader = readers[letter] ?? ('XxZ'.includes(letter) ? offsetReader : undefined);
    if (!reader) throw new ResolverError(`Unknown letter ${letter} in a date pattern`, 'InvalidDatePattern');
    return `(${reader.match(token.length)})`;
  });
  const found = new RegExp(`^${source}$`).exec(text);
  if (!found) throw new ResolverError(`${text} is no date in the pattern ${pattern}`, 'InvalidDate');
  const parts: Parts = {
    year: 1970,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
    offsetMinutes: Number.NaN,
  };
  letters.forEach((letter, index) => (readers[letter] ?? offsetReader).read(found[index + 1] ?? '', parts));
  const local = Date.UTC(
    parts.year,
    parts.month - 1,
    parts.day,
    parts.hour,
    parts.minute,
    parts.second,
    parts.millisecond,
  );
  return (
    local - (Number.isNaN(parts.offsetMinutes) ? offsetMinutes(local, zone) : parts.offsetMinutes) * 60_000
  );
}
