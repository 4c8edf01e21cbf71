/** Shapes of arguments that several fields share. */
import * as z from 'zod/mini';
import { parseCommit, parseBranch } from '../../core/names';
import { MAX_POLL_SECONDS, MIN_POLL_SECONDS, POLL_PROBLEM } from '../../core/polling';

/** An id; which one it is shows when it is looked up. */
export const id = z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(100));
/** A token that makes a repeat have one effect. */
export const clientToken = z.nullish(z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(128)));
/** A branch that git accepts. */
export const branch = z.pipe(z.string(), z.transform(parseBranch));
/** A full commit hash. */
export const commit = z.pipe(z.string(), z.transform(parseCommit));

/** Why a person does something, as others will read it: one line. */
export const reason = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, 'must not be empty'),
    z.maxLength(300, 'is longer than 300 characters'),
    z.regex(/^\P{Cc}*$/u, 'must be one line without control characters'),
  );

/** A moment, in any offset; in UTC afterwards. */
export const instant = z.pipe(
  z.iso.datetime({ offset: true, error: 'must be a date and time such as 2026-01-31T18:00:00Z' }),
  z.transform((text) => new Date(text).toISOString()),
);

/** How often an app's branches are looked at, in seconds. */
export const pollSeconds = z.nullish(
  z
    .number()
    .check(
      z.refine(
        (value) =>
          value === 0 || (Number.isInteger(value) && value >= MIN_POLL_SECONDS && value <= MAX_POLL_SECONDS),
        POLL_PROBLEM,
      ),
    ),
);

/** An access token; a control character in it would end the header that carries it. */
export const repositoryToken = z.nullish(
  z
    .string()
    .check(
      z.maxLength(1_000, 'is longer than 1,000 characters'),
      z.regex(/^[\x21-\x7e]*$/, 'must be printable, without spaces'),
    ),
);

/** Settings; their values are judged by `core/settings.ts`. */
export const settings = z.object({
  tests: z.nullish(z.boolean()),
  installCommand: z.nullish(z.string()),
  testCommand: z.nullish(z.string()),
  deployCommand: z.nullish(z.string()),
  removeCommand: z.nullish(z.string()),
  outputsFile: z.nullish(z.string()),
  timeoutSeconds: z.nullish(z.number()),
  startTimeoutSeconds: z.nullish(z.number()),
  logLimitMb: z.nullish(z.number()),
  logDays: z.nullish(z.number()),
});
