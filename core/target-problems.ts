/** What an answer of STS means to a person: which of our sentences an error becomes. */
import { TrellisError } from './errors';

/** An error as the AWS SDK gives it. */
export interface AwsFailure {
  name: string;
  message: string;
}

const DENIED = ['AccessDenied', 'AccessDeniedException'];
/** The caller's own credentials are unknown, wrong, or over. */
const BAD_CREDENTIALS = [
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
];
const NO_CREDENTIALS = ['MissingAuthenticationToken', 'CredentialsProviderError'];

/** AWS's own words, without the end of its sentence. */
const detailOf = ({ name, message }: AwsFailure): string => {
  const line = message.split('\n')[0]?.replace(/\.$/, '') ?? '';
  return line === '' ? name : line.slice(0, 200);
};

/** Why a role could not be assumed, or the caller not be named. */
export const ownProblem = (failure: AwsFailure, role: string): TrellisError => {
  if (NO_CREDENTIALS.includes(failure.name)) return new TrellisError('target.no_credentials');
  if (BAD_CREDENTIALS.includes(failure.name))
    return new TrellisError('target.own_credentials', { detail: detailOf(failure) });
  return DENIED.includes(failure.name)
    ? new TrellisError('target.role_refused', { role })
    : new TrellisError('target.unreachable', { detail: detailOf(failure) });
};

/** Why access keys do not work; `ending` is the last four characters of their id. */
export const keysProblem = (failure: AwsFailure, ending: string): TrellisError =>
  BAD_CREDENTIALS.includes(failure.name) || DENIED.includes(failure.name)
    ? new TrellisError('target.keys_refused', { ending })
    : new TrellisError('target.unreachable', { detail: detailOf(failure) });
