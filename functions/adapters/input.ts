/** Shapes of arguments that several fields share. */
import * as z from 'zod';
import { parseCommit, parseBranch } from '../../core/names';
import { MAX_POLL_SECONDS, MIN_POLL_SECONDS, POLL_PROBLEM } from '../../core/polling';

/** An id; which one it is shows when it is looked up. */
export const id = z.string().min(1, 'must not be empty').max(100);
/** A token that makes a repeat have one effect. */
export const clientToken = z.string().min(1, 'must not be empty').max(128).nullish();
/** A branch that git accepts. */
export const branch = z.string().transform(parseBranch);
/** A full commit hash. */
export const commit = z.string().transform(parseCommit);

/** Why a person does something, as others will read it: one line. */
export const reason = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'must not be empty').max(300, 'is longer than 300 characters'))
  .refine((text) => /^\P{Cc}*$/u.test(text), 'must be one line without control characters');

/** A moment, in any offset; in UTC afterwards. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be a date and time such as 2026-01-31T18:00:00Z' })
  .transform((text) => new Date(text).toISOString());

/** How often an app's branches are looked at, in seconds. */
export const pollSeconds = z
  .number()
  .refine(
    (value) =>
      value === 0 || (Number.isInteger(value) && value >= MIN_POLL_SECONDS && value <= MAX_POLL_SECONDS),
    POLL_PROBLEM,
  )
  .nullish();

/** An access token; a control character in it would end the header that carries it. */
export const repositoryToken = z
  .string()
  .max(1_000, 'is longer than 1,000 characters')
  .regex(/^[\x21-\x7e]*$/, 'must be printable, without spaces')
  .nullish();

/** Settings; their values are judged by `core/settings.ts`. */
export const settings = z.object({
  tests: z.boolean().nullish(),
  installCommand: z.string().nullish(),
  testCommand: z.string().nullish(),
  deployCommand: z.string().nullish(),
  removeCommand: z.string().nullish(),
  outputsFile: z.string().nullish(),
  timeoutSeconds: z.number().nullish(),
  startTimeoutSeconds: z.number().nullish(),
  logLimitMb: z.number().nullish(),
  logDays: z.number().nullish(),
});
