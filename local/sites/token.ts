/** The token that deploy commands show. It outlives the host, because a builder may, too. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomicSync } from '../atomic-file';

/** Reads the token of a folder, or makes one that only the owner can read. */
export const ensureToken = (folder: string): string => {
  const file = join(folder, 'token');
  try {
    const token = readFileSync(file, 'utf8');
    if (token.length >= 32) return token;
  } catch {
    // Not there yet.
  }
  const token = `tsi_${randomBytes(32).toString('base64url')}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeAtomicSync(file, token);
  return token;
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares an Authorization header with the token, in a time that tells nothing of either. */
export const carriesToken = (header: string | undefined, token: string): boolean =>
  timingSafeEqual(digest((header ?? '').replace(/^Bearer /i, '')), digest(token));
