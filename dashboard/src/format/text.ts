/** Short forms of long things. */

/** The seven digits that people know a commit by. */
export const shortHash = (hash: string): string => hash.slice(0, 7);

/** A repository as it is spoken of: without scheme, user, host of a forge and `.git`. */
export const shortRepository = (repository: string): string => {
  const trimmed = repository.replace(/\/+$/, '').replace(/\.git$/, '');
  const remote = /^(?:[a-z+]+:\/\/(?:[^@/]+@)?[^/]+\/|[^@/\s]+@[^:/]+:)(.+)$/.exec(trimmed);
  if (remote?.[1] && !trimmed.startsWith('file:')) return remote[1];
  const parts = trimmed
    .replace(/^file:\/\//, '')
    .split('/')
    .filter(Boolean);
  return parts.length > 2 ? `…/${parts.slice(-2).join('/')}` : trimmed;
};

/** An address without its scheme, for a link's text. */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '');

/** "1 line", "2,184 lines". */
export const count = (value: number, one: string, many = `${one}s`): string =>
  `${value.toLocaleString('en')} ${value === 1 ? one : many}`;

/** True for what a browser may open. */
export const isHttpUrl = (value: string): boolean => /^https?:\/\/[^\s]+$/i.test(value);

/** Up to two letters that stand for a person. */
export const initials = (name: string): string => {
  const words = name
    .replace(/<.*>/, '')
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
};

/** A hue that is always the same for the same name. */
export const hueOf = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
