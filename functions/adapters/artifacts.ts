/** Kept artifacts in the bucket, by short-lived addresses. They are signed without the SDK's client of S3, which would double a function's code. */
import { setting } from './config';
import { partsOf, signerFor } from './signer';

/** How long an address is good: a builder uses it at once. */
const GOOD_SECONDS = 3_600;

/** Where the artifact of a deployment is kept. */
export const artifactKey = (appId: string, deploymentId: string): string =>
  `artifacts/${appId}/${deploymentId}.tar.gz`;

/** An address that allows one operation of S3 on an object. What is signed of it are its host and its path; its content is not. */
const presigned = async (operation: 'GetObject' | 'PutObject', key: string): Promise<string> => {
  const url = new URL(`${setting('TRELLIS_BUCKET_URL')}/${key}`);
  const { query = {} } = await signerFor('s3').presign(
    {
      ...partsOf(url),
      // S3 reads nothing from it; the SDK's own addresses name the operation so.
      query: { 'x-id': operation },
      method: operation === 'GetObject' ? 'GET' : 'PUT',
      headers: { host: url.host, 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' },
    },
    { expiresIn: GOOD_SECONDS },
  );
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, String(value));
  return url.href;
};

/** An address to read an artifact from. */
export const artifactReadUrl = (key: string): Promise<string> => presigned('GetObject', key);

/** An address to keep an artifact at. */
export const artifactWriteUrl = (key: string): Promise<string> => presigned('PutObject', key);
