/** Which texts give a secret away: its value, its parts, and the encodings in which they travel. */

/** Shorter secrets are not masked: masking "true" or "a" would blank the log. */
export const minSecretLength = 6;

const fits = (text: string): boolean => text.length >= minSecretLength;

/** A line of dashes is no secret, and masking it would blank every other rule in the log. */
const isRule = (line: string): boolean => /^(.)\1*$/.test(line);

/** As the value is when it went through a file or a terminal: only one kind of line end. */
const withNewlines = (value: string): string => value.replace(/\r\n?/g, '\n');

const lines = (value: string): string[] =>
  /[\r\n]/.test(value)
    ? [
        withNewlines(value),
        ...value
          .split(/[\r\n]+/)
          .map((line) => line.trim())
          .filter((line) => !isRule(line)),
      ]
    : [];

/** The values of a secret that lists variables, as files called `.env` do: each may be printed without its name. */
const assigned = (value: string): string[] =>
  [...value.matchAll(/^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*(.*?)\s*$/gm)].map(([, text = '']) =>
    text.replace(/^(["'`])(.*)\1$/, '$2'),
  );

const leaves = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leaves);
};

/** The strings and numbers inside a secret that is JSON. */
const jsonLeaves = (value: string): string[] => {
  if (!/^\s*[[{"]/.test(value)) return [];
  try {
    return leaves(JSON.parse(value));
  } catch {
    return [];
  }
};

/** `base64` and PEM wrap long texts. */
const wrapped = (text: string): string[] =>
  [64, 76].flatMap((width) => {
    if (text.length <= width) return [];
    return Array.from({ length: Math.ceil(text.length / width) }, (_, index) =>
      text.slice(index * width, (index + 1) * width),
    );
  });

/**
 * Base64 of the value wherever it begins inside a longer text: the three alignments, without the characters at both ends that
 * depend on the neighbours, and the whole text for a value encoded alone.
 */
const base64Forms = (value: string): string[] => {
  const bytes = Buffer.from(value, 'utf8');
  const alone = bytes.toString('base64');
  const aligned = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  });
  const standard = [alone, alone.replace(/=+$/, ''), ...aligned, ...wrapped(alone)];
  return [...standard, ...standard.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
};

const lowerEscapes = (text: string): string =>
  text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());

/** Half a surrogate pair cannot be encoded; it leaves a process as U+FFFD anyway. */
const wellFormed = (value: string): string => Buffer.from(value, 'utf8').toString('utf8');

const urlForms = (value: string): string[] => {
  const encoded = encodeURIComponent(wellFormed(value));
  const strict = encoded.replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const upper = [
    encoded,
    strict,
    encoded.replaceAll('%20', '+'),
    strict.replaceAll('%20', '+'),
    encodeURI(wellFormed(value)),
  ];
  return [...upper, ...upper.map(lowerEscapes)];
};

const jsonForms = (value: string): string[] => {
  const once = JSON.stringify(value).slice(1, -1);
  const ascii = once.replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const escaped = [once, once.replaceAll('/', '\\/'), ascii];
  return [...escaped, JSON.stringify(once).slice(1, -1)];
};

/** As `sh -x` prints it, and as HTML and XML hold it. */
const quotedForms = (value: string): string[] => [
  value.replaceAll("'", "'\\''"),
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
];

const hexForms = (value: string): string[] => {
  const hex = Buffer.from(value, 'utf8').toString('hex');
  return [hex, hex.toUpperCase()];
};

const encodings = (value: string): string[] => [
  value,
  ...base64Forms(value),
  ...urlForms(value),
  ...hexForms(value),
  ...jsonForms(value),
  ...quotedForms(value),
];

/** True when a secret is too short to be masked. */
export const isTooShortToMask = (value: string): boolean => !fits(value.trim());

/** All texts to mask for these secrets, none of them shorter than the limit, each once. */
export const needlesOf = (secrets: readonly string[]): string[] => {
  const values = secrets.filter((secret) => !isTooShortToMask(secret));
  const wholes = values
    .flatMap((value) => [value, withNewlines(value), value.trim(), ...jsonLeaves(value), ...assigned(value)])
    .filter(fits);
  const all = [...wholes.flatMap(encodings), ...wholes.flatMap(lines)];
  return [...new Set(all.filter(fits))];
};
