import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasker } from './masking';
import { needlesOf } from './masking-needles';

const secret = (value: string) => ({ name: 'SECRET', value, secret: true });

/** How much of the end of a text may still become one of these. */
const heldBack = (text: string, needles: readonly string[]): number => {
  const longest = Math.max(0, ...needles.map(({ length }) => length));
  for (let length = Math.min(text.length, longest); length > 0; length--) {
    const end = text.slice(-length);
    if (needles.some((needle) => needle.startsWith(end))) return length;
  }
  return 0;
};

/** Marks what needles cover from a place on. */
const cover = (covered: Uint8Array, text: string, needles: readonly string[], from: number): void => {
  for (const needle of needles) {
    for (let at = text.indexOf(needle, from); at !== -1; at = text.indexOf(needle, at + 1))
      covered.fill(1, at, at + needle.length);
  }
};

const replaced = (text: string, covered: Uint8Array): string => {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    if (covered[at] === 0) out += text[at];
    else if (at === 0 || covered[at - 1] === 0) out += '***';
  }
  return out;
};

describe('a secret that comes later', () => {
  it.each([
    ['none was known before', []],
    ['others were known before', ['another-secret']],
  ])('is masked at every split, when %s', (_, known) => {
    const text = 'before later-secret after';
    for (let at = 0; at <= text.length; at++) {
      const masker = createMasker(known.map(secret));
      const stream = masker.stream();
      const first = stream.push('start ');
      masker.add(['later-secret']);
      expect(first + stream.push(text.slice(0, at)) + stream.push(text.slice(at)) + stream.end()).toBe(
        'start before *** after',
      );
    }
  });

  it('is found in what a stream holds back for another', () => {
    const masker = createMasker([secret('secret-of-the-user')]);
    const stream = masker.stream();
    expect(stream.push('a secret-of-the-')).toBe('a ');
    masker.add(['secret-of-the-hour']);
    expect(stream.push('hour b')).toBe('*** b');
  });

  it('takes nothing from what is held back: a secret that was known is masked over the border', () => {
    const masker = createMasker([secret('known-secret')]);
    const stream = masker.stream();
    const first = stream.push('1known-');
    masker.add(['later-secret']);
    expect(first + stream.push('secret2later-') + stream.push('secret3')).toBe('1***2***3');
  });

  it('is masked in a text that is complete, and the earlier ones too', () => {
    const masker = createMasker([secret('first-secret')]);
    masker.add(['second-secret']);
    masker.add(['third-secret']);
    expect(masker.text('first-secret second-secret third-secret')).toBe('*** *** ***');
  });

  it('is given out in no part when a stream ends', () => {
    const masker = createMasker([secret('secret-of-the-user')]);
    const stream = masker.stream();
    const out = stream.push('a secret-of');
    masker.add(['secret-of']);
    expect(out + stream.end()).toBe('a ***');
  });

  it('gives the same text for any secrets, any text, any cuts and any moment', () => {
    // Few letters make matches, overlaps and false starts frequent.
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), minLength: 6, maxLength: 9 });
    const words = fc.array(word, { maxLength: 3 });
    const scene = fc
      .tuple(words, words)
      .chain(([before, later]) =>
        fc.tuple(
          fc.constant(before),
          fc.constant(later),
          fc.array(
            fc.array(
              fc.oneof(
                fc.string({ unit: fc.constantFrom('a', 'b', '\n', ' '), maxLength: 7 }),
                fc.constantFrom('x', ...before, ...later, ...needlesOf([...before, ...later]).slice(0, 40)),
              ),
              { maxLength: 4 },
            ),
            { minLength: 2, maxLength: 6 },
          ),
          fc.nat(5),
        ),
      );
    fc.assert(
      fc.property(scene, ([before, later, parts, moment]) => {
        const pieces = parts.map((each) => each.join(''));
        const masker = createMasker(before.map(secret));
        const stream = masker.stream();
        const at = Math.min(moment, pieces.length);
        const out = pieces.slice(0, at).map((piece) => stream.push(piece));
        masker.add(later);
        out.push(...pieces.slice(at).map((piece) => stream.push(piece)), stream.end());

        const text = pieces.join('');
        const known = needlesOf(before);
        const said = pieces.slice(0, at).join('');
        const covered = new Uint8Array(text.length);
        cover(covered, text, known, 0);
        cover(covered, text, needlesOf(later), said.length - heldBack(said, known));
        expect(out.join('')).toBe(replaced(text, covered));
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);
});
