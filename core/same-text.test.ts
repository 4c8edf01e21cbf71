import { expect, test } from 'vitest';
import { sameText } from './same-text';

test.each([
  ['', '', true],
  ['token', 'token', true],
  ['Grüße', 'Grüße', true],
  ['token', 'Token', false],
  ['token', 'token ', false],
  ['token', '', false],
  // As many characters, but not as many bytes.
  ['aa', 'aü', false],
])('%j and %j are the same: %s', (one, other, same) => expect(sameText(one, other)).toBe(same));
