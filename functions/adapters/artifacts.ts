/** Kept artifacts in the bucket, by short-lived addresses. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { setting } from './config';

let client: S3Client | undefined;
// A checksum that the signer would add cannot be known before the upload.
const s3 = (): S3Client => (client ??= new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' }));

/** How long an address for reading is good: a builder reads at once. */
const READ_SECONDS = 3_600;
/** How long an address for writing is good: a builder writes at its end. Sessions of roles may cut this short. */
const WRITE_SECONDS = 12 * 3_600;

/** Where the artifact of a deployment is kept. */
export const artifactKey = (appId: string, deploymentId: string): string =>
  `artifacts/${appId}/${deploymentId}.tar.gz`;

/** An address to read an artifact from. */
export const artifactReadUrl = (key: string): Promise<string> =>
  getSignedUrl(s3(), new GetObjectCommand({ Bucket: setting('TRELLIS_BUCKET'), Key: key }), {
    expiresIn: READ_SECONDS,
  });

/** An address to keep an artifact at. */
export const artifactWriteUrl = (key: string): Promise<string> =>
  getSignedUrl(s3(), new PutObjectCommand({ Bucket: setting('TRELLIS_BUCKET'), Key: key }), {
    expiresIn: WRITE_SECONDS,
  });
