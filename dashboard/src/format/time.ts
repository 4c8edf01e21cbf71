/** Times as people say them. All take the present as an argument, so that they are pure and tick together. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const dateWithYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** "just now", "40 s ago", "18 min ago", "2 h ago", "yesterday", "6 days ago", then the date. */
export const ago = (iso: string, now: number): string => {
  const then = Date.parse(iso);
  const past = Math.max(0, now - then);
  if (past < 10_000) return 'just now';
  if (past < MINUTE) return `${Math.floor(past / 1000)} s ago`;
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`;
  if (past < DAY) return `${Math.floor(past / HOUR)} h ago`;
  if (past < 2 * DAY) return 'yesterday';
  if (past < 30 * DAY) return `${Math.floor(past / DAY)} days ago`;
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? date : dateWithYear).format(then);
};

/** "Nov 23, 2026". */
export const dateOf = (iso: string): string => dateWithYear.format(Date.parse(iso));

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en', { weekday: 'short' });

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** A moment to come, here: "18:00", "tomorrow 18:00", "Mon 18:00", "Jan 12 18:00"; with the year when it is another one. */
export const moment = (iso: string, now: number): string => {
  const then = Date.parse(iso);
  // Rounded, because a day may be an hour shorter or longer.
  const days = Math.round((midnight(then) - midnight(now)) / DAY);
  if (days === 0) return time.format(then);
  if (days === 1) return `tomorrow ${time.format(then)}`;
  if (days > 1 && days < 7) return `${weekday.format(then)} ${time.format(then)}`;
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return `${(sameYear ? date : dateWithYear).format(then)} ${time.format(then)}`;
};

/** The time that is left, no finer than it matters: "2 days 23 h", "5 h 12 min", "12 min", "0:41". */
export const left = (milliseconds: number): string => {
  const minutes = Math.floor(milliseconds / MINUTE);
  const hours = Math.floor(milliseconds / HOUR);
  const days = Math.floor(milliseconds / DAY);
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'} ${hours % 24} h`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes >= 5 ? `${minutes} min` : clock(milliseconds);
};

/** "0:41", "12:05", "1:02:09". */
export const clock = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

/** Below this, whole seconds say too little. */
const SHORT = 9_950;

/** "0.4 s", "41 s", "1 m 48 s", "1 h 2 m". */
export const spell = (milliseconds: number): string => {
  // Whatever happened took some time: never "0.0 s".
  if (milliseconds < SHORT) return `${Math.max(0.1, milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} m`;
};

/** How long something took, as short as a column wants it: "0.4 s", then "0:41". */
export const taken = (milliseconds: number): string =>
  milliseconds < SHORT ? spell(milliseconds) : clock(milliseconds);

/** How long something took, or has taken so far; undefined before it starts. */
export const duration = (
  startedAt: string | null | undefined,
  finishedAt: string | null | undefined,
  now: number,
): number | undefined =>
  startedAt ? Math.max(0, (finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt)) : undefined;

const exactFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** The exact time, here and in UTC, for a tooltip. */
export const exact = (iso: string): string =>
  `${exactFormat.format(Date.parse(iso))} (${new Date(iso).toISOString().replace('T', ' ').slice(0, 19)} UTC)`;
