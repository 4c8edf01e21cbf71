/**
 * What a repository holds. Over HTTP it is read by Trellis itself; paths and ssh, and hosts whose git is old, by the git program. Where a
 * host lets functions reach public addresses only, https is the one way.
 */
import { TrellisError } from '../../../core/errors';
import { brief } from '../../../core/names';
import { setting } from '../config';
import { overHttp } from './over-http';
import { byProgram } from './program';
import { OldProtocolError, unreachable } from './reasons';
import {
  LIST_TIMEOUT_MS,
  type Checkout,
  type GitReader,
  type ReadableRepository,
  type RemoteHeads,
} from './types';

export type { Checkout, ReadableRepository, RemoteHeads };

/** Reads, and explains where no reader is left to try. */
const read = async <T>(
  repository: ReadableRepository,
  how: (reader: GitReader) => Promise<T>,
): Promise<T> => {
  const { kind, url } = repository;
  const publicOnly = setting('TRELLIS_REPOSITORY_ACCESS') !== 'any';
  if (publicOnly && kind !== 'https')
    throw new TrellisError('repository.https_only', { repository: brief(url) });
  if (kind !== 'https' && kind !== 'http') return how(byProgram);
  try {
    return await how(overHttp(publicOnly));
  } catch (error) {
    if (!(error instanceof OldProtocolError)) throw error;
    if (publicOnly) throw unreachable(repository, error.message, error);
    return how(byProgram);
  }
};

/**
 * Lists the branches of a repository.
 *
 * @throws TrellisError `repository.unreachable`, `repository.https_only`
 */
export const listHeads = (repository: ReadableRepository): Promise<RemoteHeads> =>
  read(repository, (reader) => reader.heads(repository));

/**
 * The newest commits of branches, by branch; one that does not exist is left out.
 *
 * @throws TrellisError `repository.unreachable`, `repository.https_only`
 */
export const branchHeads = (
  repository: ReadableRepository,
  branches: readonly string[],
  timeoutMs = LIST_TIMEOUT_MS,
): Promise<Map<string, string>> =>
  read(repository, (reader) => reader.branchHeads(repository, branches, timeoutMs));

/**
 * The newest commit of a branch.
 *
 * @throws TrellisError `repository.unreachable`, `repository.https_only`, `branch.not_found`
 */
export const branchHead = async (
  repository: ReadableRepository,
  branch: string,
  timeoutMs?: number,
): Promise<string> => {
  const hash = (await branchHeads(repository, [branch], timeoutMs)).get(branch);
  if (hash === undefined) throw new TrellisError('branch.not_found', { branch: brief(branch) });
  return hash;
};

/**
 * Hands over a branch's newest commit, and forgets it again.
 *
 * @throws TrellisError `repository.unreachable`, `repository.https_only`, `branch.not_found`
 */
export const withCheckout = <T>(
  repository: ReadableRepository,
  branch: string,
  look: (checkout: Checkout) => Promise<T>,
): Promise<T> => read(repository, (reader) => reader.withCheckout(repository, branch, look));
