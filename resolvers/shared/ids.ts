/** What names a thing in a call. */
import { fail } from './errors';

const MAX_LENGTH = 100;

/** Refuses what is longer than any id or name: the table could not even look for it. */
export function checkLength(field: string, value: string): void {
  if (value.length > MAX_LENGTH) fail('input.too_large', { field, limit: '100 characters' });
}
