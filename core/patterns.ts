/**
 * The shapes of names, as pattern texts: the rules of `core/names.ts` and the JS resolvers (by `util.matches`, which is Java's
 * regular expressions) read the same ones, so they hold only what both languages understand alike.
 */

/** The end of the text; `$` would accept a last newline in Java. */
const END = '(?![\\s\\S])';

export const APP_NAME = `^[a-z][a-z0-9-]{0,39}${END}`;
export const ENVIRONMENT_NAME = `^[a-z][a-z0-9-]{0,30}${END}`;
export const COMMIT_HASH = `^[0-9a-f]{40}${END}`;
export const VARIABLE_NAME = `^[A-Za-z_][A-Za-z0-9_]{0,127}${END}`;

/** What git accepts as a branch (git check-ref-format), at most 250 characters. */
export const BRANCH =
  '^(?!-)(?!/)(?!@' +
  END +
  ')(?![\\s\\S]*(?:\\.\\.|@\\{|//|/\\.|\\.lock/))(?!\\.)' +
  '[^\\x00-\\x20\\x7f~^:?*\\[\\\\]{1,250}(?<![/.])(?<!\\.lock)' +
  END;

/** A relative path that stays inside its directory; `.` is the directory itself. */
export const RELATIVE_PATH =
  '^(?!/)(?!-)(?![\\s\\S]*(?:\\\\|//))(?!(?:[\\s\\S]*/)?\\.\\.(?:/|' +
  END +
  '))[^\\x00-\\x1f\\x7f]{1,400}' +
  END;

/** A command: one or more lines of text without control characters other than tab and newline. */
export const COMMAND = `^[^\\x00-\\x08\\x0b-\\x1f\\x7f]{1,4000}${END}`;

/** What to say when a value does not fit its pattern. */
export const APP_NAME_PROBLEM =
  'must start with a lower-case letter and hold only lower-case letters, digits and hyphens, at most 40';
export const ENVIRONMENT_NAME_PROBLEM =
  'must start with a lower-case letter and hold only lower-case letters, digits and hyphens, at most 31';
export const BRANCH_PROBLEM = 'is not a branch name that git accepts';
export const PATH_PROBLEM = 'must be a path inside the app, without .. and without a leading slash';
export const COMMAND_PROBLEM = 'must hold no control characters and at most 4,000 characters';

/** The highest place in a pipeline. */
export const MAX_POSITION = 999;

/** The numbers among an environment's settings: the least, the most, the default, and what to say of another. */
export const numberSettings = {
  timeoutSeconds: {
    least: 1,
    most: 86_400,
    usual: 3_600,
    problem: 'must be a whole number of seconds from 1 to 86,400',
  },
  startTimeoutSeconds: {
    least: 10,
    most: 3_600,
    usual: 180,
    problem: 'must be a whole number of seconds from 10 to 3,600',
  },
  logLimitMb: {
    least: 1,
    most: 4_096,
    usual: 256,
    problem: 'must be a whole number of megabytes from 1 to 4,096',
  },
  logDays: { least: 1, most: 3_650, usual: 90, problem: 'must be a whole number of days from 1 to 3,650' },
};

/** The name of such a setting. */
export type NumberSetting = keyof typeof numberSettings;
