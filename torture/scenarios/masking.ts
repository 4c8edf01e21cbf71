/** MASK-1, MASK-2 and MASK-3: secrets in a stream of text, cut anywhere, spelled in every way. */
import fc from 'fast-check';
import { createMasker } from '../../core/masking';
import type { Scenario } from '../scenario';
import { count } from '../support/numbers';

const masked = '***';
const secretOf = (value: string) => ({ name: 'SECRET', value, secret: true });

/** The text through a stream in pieces of these lengths; the last one takes the rest. */
const throughStream = (value: readonly string[], text: string, cuts: readonly number[]): string => {
  const stream = createMasker(value.map(secretOf)).stream();
  let out = '';
  let from = 0;
  for (const length of cuts) {
    out += stream.push(text.slice(from, from + length));
    from += length;
  }
  return out + stream.push(text.slice(from)) + stream.end();
};

const bytes = (value: string): Buffer => Buffer.from(value);

/** Every spelling that has to be masked. */
const spellings: Record<string, (value: string) => string> = {
  plain: (value) => value,
  base64: (value) => bytes(value).toString('base64'),
  'base64, shifted by 1': (value) => bytes(`x${value}`).toString('base64').slice(2).replace(/=*$/, ''),
  'base64, shifted by 2': (value) => bytes(`xy${value}`).toString('base64').slice(3).replace(/=*$/, ''),
  base64url: (value) => bytes(value).toString('base64url'),
  hex: (value) => bytes(value).toString('hex'),
  'capital hex': (value) => bytes(value).toString('hex').toUpperCase(),
  url: (value) => encodeURIComponent(value),
  json: (value) => JSON.stringify(value).slice(1, -1),
};

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=_-.:@ "\\\'$&%üß漢';
const letters = fc.constantFrom(...alphabet);
const secret = fc
  .string({ unit: letters, minLength: 8, maxLength: 40 })
  .filter((text) => text.trim().length >= 8);
/** Text around a secret that can be no part of any spelling of it. */
const around = fc.string({ unit: fc.constantFrom('!', '(', ')', '~', '\n', '[', ']'), maxLength: 20 });

/** MASK-1 */
export const everySplit: Scenario = {
  id: 'MASK-1',
  title: '',
  expected: '0 leaks; the text around unchanged',
  run({ times, seed }) {
    let splits = 0;
    const example = 'c4n4ry+s3cr/et=v4lue';
    let leaks = 0;
    let changed = 0;
    const check = (
      value: string,
      spelled: string,
      before: string,
      behind: string,
      cuts: readonly number[],
    ): boolean => {
      splits += 1;
      const out = throughStream([value], `${before}${spelled}${behind}`, cuts);
      const leaked = out.includes(spelled) || out.includes(value);
      const whole = out.startsWith(before) && out.endsWith(behind) && out.includes(masked);
      if (leaked) leaks += 1;
      else if (!whole) changed += 1;
      return !leaked && whole;
    };
    for (const spell of Object.values(spellings)) {
      const spelled = spell(example);
      const total = spelled.length + 4;
      for (let cut = 0; cut <= total; cut += 1) check(example, spelled, '((', '))', [cut]);
      check(
        example,
        spelled,
        '((',
        '))',
        Array.from({ length: total }, () => 1),
      );
    }
    const fuzz = fc.property(
      secret,
      fc.constantFrom(...Object.values(spellings)),
      around,
      around,
      fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 }),
      (value, spell, before, behind, cuts) => check(value, spell(value), before, behind, cuts),
    );
    const { numRuns, failed, counterexample } = fc.check(fuzz, { seed, numRuns: times(2_000, 100_000) });
    const speed = throughput();
    return Promise.resolve({
      did: `${count(splits)} texts: every split of ${Object.keys(spellings).length} spellings, one character at a time, and ${count(numRuns)} made up by chance`,
      measured: `${leaks} leaks, ${changed} texts changed beside them; ${speed.toFixed(0)} MB/s${failed ? `; ${JSON.stringify(counterexample).slice(0, 200)}` : ''}`,
      ok: leaks === 0 && changed === 0 && !failed,
    });
  },
};

/** Megabytes a second through a stream with 50 secrets. */
const throughput = (): number => {
  const secrets = Array.from({ length: 50 }, (_, index) => `s3cret-${index}-${'abcdef'.repeat(4)}`);
  const stream = createMasker(secrets.map(secretOf)).stream();
  const chunk = 'a line of a log that holds no secret at all, as most of them are\n'.repeat(1_000);
  const began = performance.now();
  const rounds = 150;
  let out = 0;
  for (let round = 0; round < rounds; round += 1) out += stream.push(chunk).length;
  return out / 1_000_000 / ((performance.now() - began) / 1000);
};

const pem = `-----BEGIN PRIVATE KEY-----\n${Array.from({ length: 6 }, (_, index) => `MIIEvQ${index}BADANBgkqhkiG9w0BAQEFAASC${index}KcwggSjAgEAAoIBAQ`).join('\n')}\n-----END PRIVATE KEY-----`;
const json = JSON.stringify({
  user: 'deployer',
  password: 'p4ss-w0rd-of-json',
  nested: { token: 'tok_inside_of_json' },
});

interface Vector {
  value: string;
  text: string;
  /** What must not be readable. */
  hidden: readonly string[];
}

const vectors: Record<string, Vector> = {
  'a key over several lines': { value: pem, text: `key:\n${pem}\n`, hidden: pem.split('\n').slice(1, -1) },
  'with CRLF': { value: pem, text: pem.replaceAll('\n', '\r\n'), hidden: pem.split('\n').slice(1, -1) },
  'one line of it': {
    value: pem,
    text: `error near ${pem.split('\n')[2] ?? ''}`,
    hidden: [pem.split('\n')[2] ?? ''],
  },
  'escaped as JSON': { value: pem, text: JSON.stringify({ pem }), hidden: pem.split('\n').slice(1, -1) },
  'values inside JSON': {
    value: json,
    text: `password=p4ss-w0rd-of-json token=tok_inside_of_json`,
    hidden: ['p4ss-w0rd-of-json', 'tok_inside_of_json'],
  },
  'set -x': {
    value: `it's a s3cret value`,
    text: `+ curl -H 'it'\\''s a s3cret value'`,
    hidden: ['s a s3cret value'],
  },
  'in a URL': {
    value: 'p@ss/w:rd&more=1',
    text: 'https://u:p%40ss%2Fw%3Ard%26more%3D1@host/',
    hidden: ['p%40ss%2Fw%3Ard%26more%3D1'],
  },
  'with regex characters': {
    value: 'a.*b(c[d]e)+$^?',
    text: 'value a.*b(c[d]e)+$^? and aXXb',
    hidden: ['a.*b(c[d]e)+$^?'],
  },
};

/** MASK-2 */
export const spelledOtherwise: Scenario = {
  id: 'MASK-2',
  title: `a key over several lines (also CRLF, one line, JSON), values inside JSON, base64 in 3 alignments, url, hex, set -x`,
  expected: '0 leaks',
  run() {
    const leaks: string[] = [];
    for (const [name, { value, text, hidden }] of Object.entries(vectors))
      for (const cuts of [[], Array.from({ length: text.length }, () => 1), [7, 7, 7, 7, 7, 7]]) {
        const out = throughStream([value], text, cuts);
        for (const part of hidden) if (out.includes(part)) leaks.push(`${name}: ${part.slice(0, 30)}`);
      }
    for (const [name, spell] of Object.entries(spellings)) {
      const value = 'an0ther-s3cret-of-2026';
      if (throughStream([value], `<${spell(value)}>`, [3, 3, 3]).includes(spell(value))) leaks.push(name);
    }
    return Promise.resolve({
      measured: `${leaks.length} leaks in ${Object.keys(vectors).length * 3 + Object.keys(spellings).length} texts${leaks.length > 0 ? `: ${[...new Set(leaks)].slice(0, 4).join('; ')}` : ''}`,
      ok: leaks.length === 0,
    });
  },
};

/** MASK-3 */
export const overlapping: Scenario = {
  id: 'MASK-3',
  title: '',
  expected: 'merged into ***, 0 leaks',
  run({ times, seed }) {
    const family = fc
      .tuple(secret, fc.nat(6), fc.nat(6))
      .map(([base, skip, cut]) => [
        base,
        base.slice(skip),
        base.slice(0, base.length - cut),
        base.slice(skip) + base.slice(0, 9),
      ])
      .map((values) => values.filter((value) => value.trim().length >= 8));
    let cases = 0;
    const property = fc.property(
      family,
      around,
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }),
      (values, gap, cuts) => {
        cases += 1;
        const text = `((${values.join('')}${gap}${values.join(gap)}))`;
        const out = throughStream(values, text, cuts);
        return (
          values.every((value) => !out.includes(value)) &&
          out.startsWith('((***') &&
          out.endsWith('***))') &&
          !out.includes('******')
        );
      },
    );
    const { failed, counterexample } = fc.check(property, { seed, numRuns: times(1_000, 50_000) });
    return Promise.resolve({
      did: `${count(cases)} texts of secrets that hold, overlap and touch each other`,
      measured: failed ? `a leak: ${JSON.stringify(counterexample).slice(0, 200)}` : '0 leaks',
      ok: !failed,
    });
  },
};
