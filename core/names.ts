/** What people may call things. Each function takes untrusted text and gives it back clean, or throws a `TrellisError`. */
import { TrellisError } from './errors';
import {
  APP_NAME,
  APP_NAME_PROBLEM,
  BRANCH,
  BRANCH_PROBLEM,
  COMMAND,
  COMMAND_PROBLEM,
  COMMIT_HASH,
  ENVIRONMENT_NAME,
  ENVIRONMENT_NAME_PROBLEM,
  PATH_PROBLEM,
  RELATIVE_PATH,
  VARIABLE_NAME,
} from './patterns';

/** Names that Trellis sets itself, or that change how any program runs. */
const RESERVED = ['PATH', 'NODE_OPTIONS', 'BASH_ENV', 'ENV', 'IFS', 'SHELLOPTS', 'PROMPT_COMMAND'];
const RESERVED_PREFIXES = ['LD_', 'DYLD_', 'GIT_', 'TRELLIS_', 'AWS_CONTAINER_'];

/** Environment variables of a process share one block with its arguments; this leaves room for many. */
const MAX_VALUE_LENGTH = 32_768;

const check = (field: string, value: string, pattern: string, problem: string): string => {
  if (!new RegExp(pattern).test(value)) throw new TrellisError('input.invalid', { field, problem });
  return value;
};

/** An app's name. */
export const parseAppName = (name: string): string => check('name', name, APP_NAME, APP_NAME_PROBLEM);

/** An environment's name, which is also the stage that the framework gets. */
export const parseEnvironmentName = (name: string): string =>
  check('name', name, ENVIRONMENT_NAME, ENVIRONMENT_NAME_PROBLEM);

/** A branch name as git accepts it; slashes are fine. */
export const parseBranch = (branch: string): string => check('branch', branch, BRANCH, BRANCH_PROBLEM);

/** A full commit hash, in lower case. */
export const parseCommit = (commit: string): string => {
  const hash = commit.toLowerCase();
  if (!new RegExp(COMMIT_HASH).test(hash))
    throw new TrellisError('commit.invalid', { commit: brief(commit) });
  return hash;
};

/** A directory inside a repository: `.` for its root, no trailing slash. */
export const parseDirectory = (directory: string): string => {
  const clean = directory
    .trim()
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  return clean === '' ? '.' : check('directory', clean, RELATIVE_PATH, PATH_PROBLEM);
};

/** A file inside the app's directory; empty means the default. */
export const parseOutputsFile = (path: string): string | null =>
  path.trim() === '' ? null : check('outputsFile', path.trim(), RELATIVE_PATH, PATH_PROBLEM);

/** A command line; empty means the detected one. */
export const parseCommand = (field: string, command: string): string | null =>
  command.trim() === '' ? null : check(field, command.trim(), COMMAND, COMMAND_PROBLEM);

/** True for a name that only Trellis may set. */
export const isReservedVariable = (name: string): boolean => {
  const upper = name.toUpperCase();
  return RESERVED.includes(upper) || RESERVED_PREFIXES.some((prefix) => upper.startsWith(prefix));
};

/** A variable's name. */
export const parseVariableName = (name: string): string => {
  check(
    'name',
    name,
    VARIABLE_NAME,
    'must start with a letter or underscore and hold only letters, digits and underscores',
  );
  if (isReservedVariable(name)) throw new TrellisError('variable.reserved', { name });
  return name;
};

/** A variable's value. */
export const parseVariableValue = (value: string): string => {
  if (value.length > MAX_VALUE_LENGTH)
    throw new TrellisError('input.too_large', { field: 'value', limit: '32,768 characters' });
  if (value.includes('\0'))
    throw new TrellisError('input.invalid', { field: 'value', problem: 'must hold no NUL' });
  return value;
};

/** Text of unknown length for an error's sentence. */
export const brief = (text: string): string => {
  const clean = text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
  return clean.length > 60 ? `${clean.slice(0, 60)}…` : clean;
};
