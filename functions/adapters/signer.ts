/** Signs requests with the function's own credentials (Signature Version 4), where a client of the SDK would be too much. */
import { SignatureV4 } from '@smithy/signature-v4';
import { dynamo } from './dynamo';
import { Sha256 } from './sha256';

/** A signer for a service. Region and credentials come from where the SDK found them. */
export const signerFor = (service: 'appsync' | 's3'): SignatureV4 => {
  const { region, credentials } = dynamo().config;
  // The names of S3's objects are signed as they stand in the address; everywhere else they are escaped once more.
  return new SignatureV4({ service, region, credentials, sha256: Sha256, uriEscapePath: service !== 's3' });
};

/** An address as a signer takes it. */
export const partsOf = (url: URL) => ({
  protocol: url.protocol,
  hostname: url.hostname,
  ...(url.port === '' ? {} : { port: Number(url.port) }),
  path: url.pathname,
});
