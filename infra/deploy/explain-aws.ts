/** What an error of AWS or of its SDK means for the person who runs a command: names and messages as the SDK throws them. */
import { DeployError } from './failures';

/** What is known when a call fails; it fills the sentences. */
export interface CallContext {
  /** What was being done, as a noun with a capital: `Reading the stack`. */
  operation: string;
  /** The command that runs, as a person types it. */
  command: string;
  region?: string;
  profile?: string;
}

interface Known {
  name: string;
  message: string;
  code: string;
}

const known = (error: unknown): Known => {
  const { name, message, code, Code } = error as Record<string, unknown>;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { name: text(name), message: text(message), code: text(code) || text(Code) };
};

/** A foreign message as the middle of a sentence of ours: one line, no full stop, not too long. */
export const asDetail = (message: string): string => {
  const line = message
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '');
  return line.length > 400 ? `${line.slice(0, 399)}…` : line || 'no reason was given';
};

const expired = /^(?:ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const invalid =
  /^(?:InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|AuthFailure|IncompleteSignature|SignatureDoesNotMatch|InvalidSignatureException|MissingAuthenticationToken|MissingAuthenticationTokenException)$/;
const denied = /^(?:AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|Forbidden)$/;
const throttled =
  /^(?:Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown|PriorRequestNotComplete)$/;
const limited =
  /^(?:LimitExceeded|LimitExceededException|ServiceQuotaExceededException|AccountLimitExceededException|TooManyBuckets|TooManyDistributions)$/;
const unready = /^(?:OptInRequired|SubscriptionRequiredException|NotSignedUp)$/;
const offline =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EPIPE|CERT_HAS_EXPIRED|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)$/;
const clock = /Signature (?:expired|not yet current)|RequestTimeTooSkewed|RequestInTheFuture/i;

const ofProvider = (message: string, context: CallContext): DeployError => {
  const where = context.profile ? ` of profile ${context.profile}` : '';
  const flag = context.profile ? ` --profile ${context.profile}` : '';
  const told = { command: context.command, where };
  if (/multi-factor|MFA/i.test(message)) return new DeployError('aws.mfa_needed', told);
  if (/aws login|reauthenticate/i.test(message))
    return new DeployError('aws.sign_in_expired', { ...told, login: `aws login${flag}` });
  if (/SSO session|Token is expired|Session token not found/i.test(message))
    return new DeployError('aws.sign_in_expired', { ...told, login: `aws sso login${flag}` });
  if (/Could not resolve credentials using profile/.test(message) && context.profile)
    return new DeployError('aws.profile_unknown', { profile: context.profile });
  if (/expired/i.test(message)) return new DeployError('aws.credentials_expired', told);
  return new DeployError('aws.no_credentials', told);
};

/** Any thrown value as a failure that a person can act on; one that is a failure already stays as it is. */
export const explainAws = (error: unknown, context: CallContext): DeployError => {
  if (error instanceof DeployError) return error;
  const { name, message, code } = known(error ?? {});
  const { command, region = '', profile } = context;
  const where = profile ? ` of profile ${profile}` : '';
  const detail = asDetail(message);
  const make = (...[failure, values]: ConstructorParameters<typeof DeployError>): DeployError =>
    new DeployError(failure, { command, where, ...values }, { cause: error });
  if (
    name === 'CredentialsProviderError' ||
    name === 'TokenProviderError' ||
    name === 'UnauthorizedException'
  )
    return ofProvider(message, context);
  if (message === 'Region is missing') return make('aws.region_missing');
  if (clock.test(message) || clock.test(name)) return make('aws.clock');
  if (expired.test(name)) return make('aws.credentials_expired');
  if (invalid.test(name)) return make('aws.credentials_invalid', { detail });
  if (unready.test(name)) return make('aws.account_unready', { service: context.operation, detail });
  if (denied.test(name)) return make('aws.denied', { detail });
  if (throttled.test(name) || /Rate exceeded/i.test(message)) return make('aws.throttled', { detail });
  if (limited.test(name)) return make('aws.quota_reached', { detail });
  if (offline.test(code) || name === 'TimeoutError')
    return make('aws.unreachable', {
      detail: region && code === 'ENOTFOUND' ? `${detail} (${region})` : detail,
    });
  return make('aws.unexpected', { operation: context.operation, detail });
};

/** True for the answers that mean "there is none": of a stack, a bucket, a parameter, an image. */
export const isMissing = (error: unknown): boolean => {
  const { name, message } = known(error ?? {});
  return (
    /^(?:NotFound|NoSuch|ParameterNotFound|ResourceNotFound|RepositoryNotFound|ImageNotFound|StackNotFound)/.test(
      name,
    ) ||
    (name === 'ValidationError' && /does not exist/.test(message))
  );
};
