/** Who sends a request to the AWS endpoint: only holders of this installation's own credentials. */
import type { IncomingMessage } from 'node:http';
import { verifySignature } from '../appsync';
import type { AppSyncOptions } from '../appsync';
import { AwsError } from './errors';

type FindPrincipal = NonNullable<AppSyncOptions['auth']['iam']>['find'];

// S3 has names of its own for the same refusals.
const s3Types: Record<string, string> = {
  MissingAuthenticationToken: 'AccessDenied',
  UnrecognizedClientException: 'InvalidAccessKeyId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  RequestExpired: 'AccessDenied',
};

const typeFor = (service: 's3' | 'json', errorType: string): string => {
  if (service === 's3') return s3Types[errorType] ?? 'AccessDenied';
  return errorType.endsWith('Exception') ? errorType : `${errorType}Exception`;
};

/**
 * Checks a signature and answers the service that it was made for.
 *
 * @param bodyHash - SHA-256 of the body in hexadecimal; for S3, whose bodies are streamed, what the sender says that it is
 * @throws AwsError when nobody of this installation signed the request
 */
export const authenticate = async (
  req: IncomingMessage,
  bodyHash: string | undefined,
  service: 's3' | 'json',
  find: FindPrincipal,
): Promise<string> => {
  const { method = '', url = '', headers } = req;
  const request = { method, url, headers, ...(bodyHash === undefined ? {} : { bodyHash }) };
  const verdict = await verifySignature(request, find);
  if (verdict.ok) return verdict.service;
  throw new AwsError(typeFor(service, verdict.errorType), verdict.message, service === 's3' ? 403 : 400);
};
