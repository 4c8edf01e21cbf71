import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasker } from './masking';
import { needlesOf } from './masking-needles';

const secret = (value: string, name = 'SECRET') => ({ name, value, secret: true });
const maskerOf = (...values: string[]) => createMasker(values.map((value) => secret(value)));

const inPieces = (masker: ReturnType<typeof createMasker>, pieces: readonly string[]): string => {
  const stream = masker.stream();
  return pieces.map((piece) => stream.push(piece)).join('') + stream.end();
};

/** Masking as a person would describe it: mark what any needle covers, then replace each stretch. */
const slowly = (text: string, needles: readonly string[]): string => {
  const covered = new Uint8Array(text.length);
  const starts = new Set<number>();
  for (const needle of needles) {
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
      covered.fill(1, at, at + needle.length);
      starts.add(at);
    }
  }
  let out = '';
  for (let at = 0; at < text.length; at++) {
    if (covered[at] === 0) out += text[at];
    else if (at === 0 || covered[at - 1] === 0) out += '***';
  }
  return out;
};

describe('masking', () => {
  const value = 'p@ss w0rd/"é+ü\'$&';
  const masker = maskerOf(value);

  it.each([
    ['itself', value],
    ['base64', Buffer.from(value).toString('base64')],
    ['base64 for addresses', Buffer.from(value).toString('base64url')],
    ['hex', Buffer.from(value).toString('hex')],
    ['HEX', Buffer.from(value).toString('hex').toUpperCase()],
    ['URL', encodeURIComponent(value)],
    ['url', encodeURIComponent(value).replace(/%../g, (escape) => escape.toLowerCase())],
    ['a form', encodeURIComponent(value).replaceAll('%20', '+')],
    ['JSON', JSON.stringify(value).slice(1, -1)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1)],
    ['ASCII JSON', 'p@ss w0rd/\\"\\u00e9+\\u00fc\'$&'],
    ['sh -x', value.replaceAll("'", "'\\''")],
  ])('hides a secret as %s at every split', (_, form) => {
    const text = `before ${form} after`;
    for (let at = 0; at <= text.length; at++) {
      expect(inPieces(masker, [text.slice(0, at), text.slice(at)])).toBe('before *** after');
    }
    expect(inPieces(masker, [...text])).toBe('before *** after');
  });

  it('hides a secret inside longer base64 at each of the three alignments', () => {
    const long = 'correct horse battery staple';
    for (const prefix of ['', 'a', 'ab', 'abc', 'user:']) {
      for (const suffix of ['', 'z', 'zz']) {
        const encoded = Buffer.from(prefix + long + suffix).toString('base64');
        const masked = maskerOf(long).text(encoded);
        expect(masked).toContain('***');
        expect(masked.replace('***', '').length).toBeLessThan(encoded.length - (long.length * 4) / 3 + 6);
      }
    }
  });

  it('hides base64 that is wrapped as the base64 command wraps it', () => {
    const long =
      'A secret that is longer than one line of base64 can hold, as keys and certificates are. '.repeat(3);
    const lines =
      Buffer.from(long)
        .toString('base64')
        .match(/.{1,76}/g) ?? [];
    expect(maskerOf(long).text(lines.join('\n')).replace(/[*\n]/g, '')).toBe('');
  });

  it('hides each line of a secret with several lines, whatever ends them', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBg\n\nab\nkqhkiG9w0BAQEF\n-----END KEY-----\n';
    const keyMasker = maskerOf(key);
    expect(keyMasker.text(key)).toBe('***');
    for (const line of ['MIIEvQIBADANBg', 'kqhkiG9w0BAQEF']) {
      expect(keyMasker.text(`x ${line} y`)).toBe('x *** y');
    }
    expect(keyMasker.text(key.replaceAll('\n', ' '))).not.toMatch(/MII|kqh/);
  });

  it('hides the strings inside a secret that is JSON', () => {
    const json = JSON.stringify({ user: 'administrator', nested: [{ password: 'hunter22!' }], port: 5432 });
    const text = maskerOf(json).text('administrator hunter22! 5432');
    expect(text).toBe('*** *** 5432');
  });

  it('hides the numbers inside a secret that is JSON, when they are long enough', () => {
    expect(maskerOf('{"pin": 12345678, "port": 5432}').text('pin 12345678, port 5432')).toBe(
      'pin ***, port 5432',
    );
  });

  it.each([
    ['A_KEY=first-value\nB_KEY="second value"\n'],
    ["export A_KEY=first-value\r\n  export B_KEY='second value'\r\n# a comment"],
    ['a_key: first-value\nb.key: second value'],
  ])('hides the values of a secret that lists variables, also without their names: %j', (list) => {
    const listMasker = maskerOf(list);
    const base64 = Buffer.from('first-value').toString('base64');
    expect(listMasker.text(`<first-value> <second value> <${base64}>`)).toBe('<***> <***> <***>');
    expect(listMasker.text(list.replaceAll('\r\n', '\n'))).not.toMatch(/first|second/);
  });

  it('hides a secret with CRLF in every form of its line ends', () => {
    const windows = 'first secret line\r\nsecond secret line';
    const unix = windows.replace('\r\n', '\n');
    const windowsMasker = maskerOf(windows);
    for (const form of [windows, unix])
      for (const encoded of [form, Buffer.from(form).toString('base64'), JSON.stringify(form).slice(1, -1)])
        expect(windowsMasker.text(`<${encoded}>`)).not.toMatch(/secret|Zmlyc3/);
  });

  it('makes one *** of secrets that overlap, touch or stand inside each other', () => {
    expect(maskerOf('abcdefgh', 'efghijkl').text('1abcdefghijkl2')).toBe('1***2');
    expect(maskerOf('abcdefghijkl', 'cdefgh').text('1abcdefghijkl2')).toBe('1***2');
    expect(maskerOf('abcdef').text('1abcdefabcdef2')).toBe('1***2');
  });

  it('leaves short secrets alone and names them', () => {
    const short = createMasker([
      secret('true', 'FLAG'),
      secret('a', 'A'),
      secret('', 'EMPTY'),
      secret('   x  ', 'X'),
    ]);
    expect(short.text('a true x')).toBe('a true x');
    expect(short.unmasked).toEqual(['FLAG', 'A', 'X']);
  });

  it('leaves variables that are no secrets alone', () => {
    const open = createMasker([{ name: 'STAGE', value: 'production', secret: false }]);
    expect(open.text('production')).toBe('production');
    expect(open.unmasked).toEqual([]);
  });

  it('takes a secret with the characters of patterns as it is', () => {
    expect(maskerOf('.*+?^${}()|[]\\').text('a .*+?^${}()|[]\\ b')).toBe('a *** b');
  });

  it('holds back no more than the beginning of a secret', () => {
    const stream = maskerOf('abcdefgh').stream();
    expect(stream.push('hello ab')).toBe('hello ');
    expect(stream.push('x')).toBe('abx');
    expect(stream.push('a'.repeat(1_000_000)).length).toBe(999_999);
  });

  it('does not keep an endless run of overlapping secrets in memory', () => {
    const stream = maskerOf('aaaaaa').stream();
    const first = stream.push('a'.repeat(100));
    const rest = Array.from({ length: 100 }, () => stream.push('a'.repeat(100))).join('');
    expect(first + rest + stream.push('b')).toBe('***b');
  });

  it('gives the same text for any secrets, any text and any cuts, and never a secret', () => {
    // Few letters make matches, overlaps and false starts frequent.
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n'), minLength: 6, maxLength: 10 });
    const secrets = fc.array(word, { minLength: 1, maxLength: 4 });
    const pieces = (values: readonly string[]) =>
      fc.array(
        fc.oneof(
          fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n', ' '), maxLength: 8 }),
          fc.constantFrom(...needlesOf(values), ...values, 'x'),
        ),
        { maxLength: 12 },
      );
    fc.assert(
      fc.property(
        secrets.chain((values) =>
          fc.tuple(fc.constant(values), pieces(values), fc.infiniteStream(fc.nat(7))),
        ),
        ([values, parts, cuts]) => {
          const text = parts.join('');
          const needles = needlesOf(values);
          const cutPieces: string[] = [];
          for (let at = 0; at < text.length;) {
            const length = Number(cuts.next().value);
            cutPieces.push(text.slice(at, at + length));
            at += length;
            if (cutPieces.length > 500) cutPieces.push(text.slice(at));
            if (cutPieces.length > 500) break;
          }
          const masked = inPieces(maskerOf(...values), cutPieces);
          expect(masked).toBe(slowly(text, needles));
          for (const needle of needles) expect(masked).not.toContain(needle);
        },
      ),
      { numRuns: 500 },
    );
  }, 30_000);

  it('finds what long secrets hold, deep in the tables as well as near the root', () => {
    const values = Array.from({ length: 12 }, (_, index) => `${index}-`.repeat(6_000) + String(index));
    const masker = maskerOf(...values);
    for (const value of values)
      expect(inPieces(masker, [`<${value.slice(0, 9_000)}`, `${value.slice(9_000)}>`])).toBe('<***>');
    expect(masker.text(`<${(values[3] ?? '').slice(1)}>`)).toContain('3-3-3-');
  });
});
