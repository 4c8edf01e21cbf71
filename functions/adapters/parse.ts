/** Untrusted input becomes a type once, here; what does not fit becomes an error of the catalogue. */
import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { TrellisError } from '../../core/errors';

// The small build of zod comes without sentences.
z.config(en());

/** Parses a value; the first thing that does not fit is named. */
export const parse = <T>(schema: z.ZodMiniType<T>, value: unknown): T => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.filter((part) => part !== 'input').join('.') || 'input';
  if (issue?.code === 'too_big' && issue.origin === 'string')
    throw new TrellisError('input.too_large', { field, limit: `${issue.maximum} characters` });
  throw new TrellisError('input.invalid', { field, problem: issue?.message ?? 'is not valid' });
};
