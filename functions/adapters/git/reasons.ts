/** Why a repository could not be read over HTTP, in words that complete "The repository … could not be read: …". */
import { TrellisError } from '../../../core/errors';
import { brief } from '../../../core/names';
import type { RepositoryAddress } from '../../../core/repository';
import { NotPublicError } from './public-address';

/** What people are told when a repository cannot be read. */
export const unreachable = ({ url }: RepositoryAddress, detail: string, cause: unknown): TrellisError =>
  new TrellisError('repository.unreachable', { repository: brief(url), detail }, { cause });

/** A reason that is already in words. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
}

/** The host speaks no version of git's protocol that lets one ask for single objects. */
export class OldProtocolError extends GitFailure {}

/** What a status other than 200 means. */
export const reasonOfStatus = (status: number, hasToken: boolean): string => {
  switch (status) {
    case 401:
      return hasToken ? 'it does not accept the access token' : 'it wants an access token';
    case 403:
      return hasToken ? 'the access token may not read it' : 'it wants an access token';
    case 404:
      return hasToken
        ? 'its host shows the access token no such repository'
        : 'its host shows no such repository';
    case 429:
      return 'its host wants to be left alone for a while';
    default:
      return `its host answered ${status}`;
  }
};

const byCode: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host’s name could not be looked up',
  ECONNREFUSED: 'its host takes no connections',
  ECONNRESET: 'its host ended the connection',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its host cannot be reached',
  ETIMEDOUT: 'it did not answer in time',
};

/** Why a request failed. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof GitFailure) return error.message;
  if (error instanceof NotPublicError) return 'its host is not on the public internet';
  if (!(error instanceof Error)) return 'git failed';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'it did not answer in time';
  const { code, cause } = error as Error & { code?: unknown };
  if (cause instanceof Error) return reasonOf(cause);
  if (typeof code !== 'string') return 'its host’s answer could not be read';
  return (
    byCode[code] ??
    (/CERT|SIGN|ISSUER|TLS|SSL/.test(code) ? 'its certificate is not valid' : 'its host cannot be reached')
  );
};
