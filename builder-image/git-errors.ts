/** What git's complaints mean, as errors of the catalogue. */
import { TrellisError } from '../core/errors';

/** What was being fetched. */
export interface Fetched {
  repository: string;
  branch: string | null;
  commit: string;
}

/** True when the server has the branch no more. */
export const isBranchGone = (complaint: string): boolean => /couldn't find remote ref/i.test(complaint);

/** True when the server gives no commits by hash, or does not have this one: a wider fetch may find it. */
export const isHashRefused = (complaint: string): boolean =>
  /not our ref|unadvertised object|no such remote ref|couldn't find remote ref|remote error: .*not found|did not send all necessary objects/i.test(
    complaint,
  );

const details: readonly (readonly [RegExp, string])[] = [
  [/does not appear to be a git repository|not a git repository/i, 'it is no git repository'],
  [/dubious ownership/i, 'it belongs to another user of this machine'],
  [/repository .*not found|returned error: 404/i, 'it does not exist, or it may not be read from here'],
  [
    /authentication failed|could not read username|returned error: 40[13]|terminal prompts disabled/i,
    'it refuses the credentials',
  ],
  [/permission denied|host key verification failed/i, 'it refuses the key'],
  [/could not resolve host/i, 'its host name is unknown'],
  [
    /timed out|connection refused|failed to connect|unable to access|could not connect/i,
    'its host does not answer',
  ],
  [/transport '.*' not allowed/i, 'only paths and file://, https:// and git@ addresses can be cloned'],
  [/no space left/i, 'there is no space left on the disk'],
];

const lastLine = (complaint: string): string =>
  complaint
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^(?:fatal|error):\s*/, '')
    .slice(0, 200) ?? '';

/** The error that says why a repository could not be read. `mask` hides secrets in what git said. */
export const unreachable = (
  { repository }: Pick<Fetched, 'repository'>,
  complaint: string,
  mask: (text: string) => string,
): TrellisError => {
  const known = details.find(([pattern]) => pattern.test(complaint))?.[1];
  const detail = known ?? (lastLine(complaint) || 'git gave no reason');
  return new TrellisError('repository.unreachable', {
    repository: mask(repository),
    detail: mask(detail).replace(/\.$/, ''),
  });
};
