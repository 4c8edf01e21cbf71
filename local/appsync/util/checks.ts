/** Small helpers of `util`: type checks, patterns, encodings. */
import { ResolverError } from './errors';

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNull = (value: unknown): boolean => value === null || value === undefined;

/** Java's `matches` wants the whole text to fit. */
const matches = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text);

function validate(
  condition: boolean,
  message: string,
  errorType?: string,
  data?: unknown,
  errorInfo?: unknown,
): void {
  if (!condition)
    throw new ResolverError(message, errorType ?? 'CustomTemplateException', data ?? null, errorInfo ?? null);
}

const typeOf = (value: unknown): string => {
  if (isNull(value)) return 'Null';
  if (Array.isArray(value)) return 'List';
  if (typeof value === 'object') return 'Map';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'number') return 'Number';
  return typeof value === 'boolean' ? 'Boolean' : 'Object';
};

const isBlank = (text: string | null | undefined): boolean => (text ?? '').trim() === '';

export const checks = {
  matches,
  validate,
  typeOf,
  isNull,
  isNullOrEmpty: (text: string | null | undefined): boolean => (text ?? '') === '',
  isNullOrBlank: isBlank,
  defaultIfNull: <T>(value: T | null | undefined, fallback: T): T => value ?? fallback,
  defaultIfNullOrEmpty: (text: string | null | undefined, fallback: string): string =>
    (text ?? '') === '' ? fallback : (text ?? fallback),
  defaultIfNullOrBlank: (text: string | null | undefined, fallback: string): string =>
    isBlank(text) ? fallback : (text ?? fallback),
  isString: (value: unknown): boolean => typeof value === 'string',
  isNumber: (value: unknown): boolean => typeof value === 'number',
  isBoolean: (value: unknown): boolean => typeof value === 'boolean',
  isList: (value: unknown): boolean => Array.isArray(value),
  isMap: isObject,
};

/** Form encoding, as Java's URLEncoder does it. */
const urlEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '/': '\\/',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

export const encodings = {
  urlEncode,
  urlDecode: (text: string): string => decodeURIComponent(text.replace(/\+/g, ' ')),
  base64Encode: (text: string): string => Buffer.from(text, 'utf8').toString('base64'),
  base64Decode: (text: string): string => Buffer.from(text, 'base64').toString('utf8'),
  escapeJavaScript: (text: string): string => text.replace(/["'\\/\n\r\t]/g, (sign) => ESCAPES[sign] ?? sign),
};

type NormalForm = 'nfc' | 'nfd' | 'nfkc' | 'nfkd';

const normalForms: Record<NormalForm, string> = { nfc: 'NFC', nfd: 'NFD', nfkc: 'NFKC', nfkd: 'NFKD' };

export const str = {
  toUpper: (text: string): string => text.toUpperCase(),
  toLower: (text: string): string => text.toLowerCase(),
  toReplace: (text: string, part: string, by: string): string => text.replaceAll(part, by),
  normalize: (text: string, form: NormalForm): string => text.normalize(normalForms[form]),
};

export const math = {
  roundNum: (value: number): number => Math.round(value),
  minVal: (left: number, right: number): number => Math.min(left, right),
  maxVal: (left: number, right: number): number => Math.max(left, right),
  randomDouble: (): number => Math.random(),
  randomWithinRange: (start: number, end: number): number =>
    start + Math.floor(Math.random() * (end - start)),
};
