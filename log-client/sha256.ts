/**
 * SHA-256 piece by piece, in plain JavaScript: browsers have it for whole buffers only, and not at all on pages without TLS.
 * It checks that a log is whole; where Node is, use `node:crypto`, which is quicker.
 */
import type { CreateHash, LogHash } from './log-hash';

const BLOCK = 64;
const ROOM = 64 * 1024;

const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** 32) | 0;

const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
};

/** The algorithm's constants: fractions of the cube roots and square roots of the first primes. */
const constants = Int32Array.from(primes(BLOCK), (prime) => fraction(Math.cbrt(prime)));
const initial = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

const rotate = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

const schedule = new Int32Array(BLOCK);

/** Works one block of 64 bytes into the state. */
const compress = (state: Int32Array, bytes: DataView, at: number): void => {
  for (let i = 0; i < 16; i++) schedule[i] = bytes.getInt32(at + i * 4);
  for (let i = 16; i < BLOCK; i++) {
    const early = schedule[i - 15] ?? 0;
    const late = schedule[i - 2] ?? 0;
    const first = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const second = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[i] = ((schedule[i - 16] ?? 0) + first + (schedule[i - 7] ?? 0) + second) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < BLOCK; i++) {
    const high = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const one = (h + high + ((e & f) ^ (~e & g)) + (constants[i] ?? 0) + (schedule[i] ?? 0)) | 0;
    const low = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  const next = [a, b, c, d, e, f, g, h];
  for (const [i, value] of next.entries()) state[i] = (state[i] ?? 0) + value;
};

/** A hash over UTF-8 text. Half a surrogate pair counts as U+FFFD, as in Node. */
export const createSha256: CreateHash = (): LogHash => {
  const state = Int32Array.from(initial);
  const buffer = new Uint8Array(ROOM);
  const view = new DataView(buffer.buffer);
  const encoder = new TextEncoder();
  let held = 0;
  let total = 0;

  const work = (): void => {
    const whole = held - (held % BLOCK);
    for (let at = 0; at < whole; at += BLOCK) compress(state, view, at);
    buffer.copyWithin(0, whole, held);
    held -= whole;
  };

  return {
    update(text) {
      for (let rest = text; rest !== '';) {
        const { read, written } = encoder.encodeInto(rest, buffer.subarray(held));
        held += written;
        total += written;
        rest = rest.slice(read);
        work();
      }
    },
    digest() {
      buffer[held] = 0x80;
      const end = held + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
      buffer.fill(0, held + 1, end);
      view.setBigUint64(end - 8, BigInt(total) * 8n);
      held = end;
      work();
      return Array.from(state, (value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
};
