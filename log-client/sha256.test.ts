import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSha256 } from './sha256';

const ofPieces = (pieces: readonly string[]): string => {
  const hash = createSha256();
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};

describe('the portable SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('of %j is the one that the standard gives', (text, expected) => {
    expect(ofPieces([text])).toBe(expected);
  });

  it("is Node's, however the text is cut and whatever is in it", () => {
    const piece = fc.string({
      unit: fc.constantFrom('a', '\n', 'é', '😀', '\u001b', '\u2028', '\ud800'),
      maxLength: 150,
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const hash = createHash('sha256');
        for (const one of pieces) hash.update(one);
        expect(ofPieces(pieces)).toBe(hash.digest('hex'));
      }),
      { numRuns: 500 },
    );
  });

  it('takes texts that are longer than its buffer', () => {
    const text = 'zeile mit ümläut\n'.repeat(20_000);
    expect(ofPieces([text])).toBe(createHash('sha256').update(text).digest('hex'));
  });
});
