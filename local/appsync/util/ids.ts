/** Identifiers: UUID, ULID, KSUID. */
import { randomBytes, randomUUID } from 'node:crypto';
import { ulid } from 'ulid';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** KSUIDs count seconds from here, so that they last until 2150. */
const KSUID_EPOCH_SECONDS = 1_400_000_000;

export const autoId = (): string => randomUUID();
export const autoUlid = (): string => ulid();

/** 27 characters: seconds and 128 random bits. */
export function autoKsuid(): string {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt32BE(Math.floor(Date.now() / 1000) - KSUID_EPOCH_SECONDS, 0);
  randomBytes(16).copy(bytes, 4);
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < 27; digit += 1) {
    text = `${BASE62.charAt(Number(number % 62n))}${text}`;
    number /= 62n;
  }
  return text;
}
