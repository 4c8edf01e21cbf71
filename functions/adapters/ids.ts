/** Ids, secrets and their hashes. */
import { createHash, randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const ulid = monotonicFactory();

/** A new id: a prefix that says what it names, and a ULID, so that ids sort by time. */
export const newId = (prefix: 'app' | 'env' | 'dep' | 'tok' | 'mem'): string => `${prefix}_${ulid()}`;

/** A secret of 256 random bits. */
export const newSecret = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');

/** How a secret is kept: SHA-256, hexadecimal. Enough for 256 random bits; passwords are not kept at all. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The time, as records hold it. */
export const now = (): string => new Date().toISOString();
