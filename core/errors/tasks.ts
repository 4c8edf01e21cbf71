import { entry } from './entry';

/** Errors of what runs: the builder of a deployment, and a deployed site of the local host. */
export const taskErrors = {
  'task.start_failed': entry(
    'upstream',
    'The builder could not be started: {detail}.',
    'Try again; when it repeats, look at the limits of the account.',
  ),
  'task.lost': entry(
    'upstream',
    'The builder stopped without a word: {detail}.',
    'Deploy again; the log shows how far it came.',
  ),
  'task.out_of_memory': entry(
    'upstream',
    'The builder was killed because its memory was used up.',
    'Give the builder more memory, or make the build need less, and deploy again.',
  ),
  'task.killed': entry(
    'upstream',
    'The builder was killed from outside: by someone, or for lack of memory.',
    'Deploy again; when it repeats, give the builder more memory, or make the build need less.',
  ),
  'task.not_started': entry(
    'upstream',
    'The builder did not start in {seconds} s.',
    'Deploy again; when it repeats, look at the limits of the account.',
  ),
  'task.timed_out': entry(
    'conflict',
    'The deployment ran longer than {seconds} s.',
    'Raise the time limit in the settings of the environment, or make the command faster.',
  ),
  'site.not_started': entry(
    'invalid',
    'The application did not start: {detail}.',
    'Correct its code or its handler and deploy again; what was live stays live.',
  ),
};
