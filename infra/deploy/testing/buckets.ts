/** Test support: buckets in memory, answered as S3 does. */
import { createHash } from 'node:crypto';
import { AwsError, type AwsServer, type Call } from './aws-server';

/** An object, with the headers that it was put with. */
export interface StoredObject {
  body: Buffer;
  type: string;
  encoding?: string;
  cacheControl?: string;
}

const etag = (body: Buffer): string => createHash('md5').update(body).digest('hex');

/** The SDK sends bodies in chunks with a checksum behind them. */
const bodyOf = ({ body, headers }: Call): Buffer => {
  if (!String(headers['content-encoding'] ?? '').includes('aws-chunked')) return body;
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!size) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
};

const keyOf = ({ path }: Call): { bucket: string; key: string } => {
  const [, bucket = '', ...rest] = path.split('/');
  return { bucket, key: rest.join('/') };
};

/** Buckets by name, objects by key. */
export class FakeBuckets {
  readonly buckets = new Map<string, Map<string, StoredObject>>();
  /** Keys in the order that they were put. */
  readonly puts: string[] = [];

  constructor(server: AwsServer) {
    server
      .on('PutObject', (call) => {
        const { bucket, key } = keyOf(call);
        const encoding = String(call.headers['content-encoding'] ?? '')
          .split(',')
          .find((each) => each !== '' && each !== 'aws-chunked');
        this.find(bucket).set(key, {
          body: bodyOf(call),
          type: String(call.headers['content-type']),
          ...(encoding === undefined ? {} : { encoding }),
          ...(call.headers['cache-control'] === undefined
            ? {}
            : { cacheControl: call.headers['cache-control'] }),
        });
        this.puts.push(key);
        return '';
      })
      .on('GetObject', (call) => {
        const { bucket, key } = keyOf(call);
        const found = this.find(bucket).get(key);
        if (!found) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
        return found.body.toString();
      })
      .on('ListObjectsV2', (call) => {
        const entries = [...this.find(keyOf(call).bucket)].map(
          ([key, { body }]) => `<Contents><Key>${key}</Key><ETag>"${etag(body)}"</ETag></Contents>`,
        );
        return `<ListBucketResult>${entries.join('')}<IsTruncated>false</IsTruncated></ListBucketResult>`;
      })
      .on('ListObjectVersions', (call) => {
        const entries = [...this.find(keyOf(call).bucket).keys()].map(
          (key) => `<Version><Key>${key}</Key><VersionId>null</VersionId></Version>`,
        );
        return `<ListVersionsResult>${entries.join('')}<IsTruncated>false</IsTruncated></ListVersionsResult>`;
      })
      .on('DeleteObjects', (call) => {
        const objects = this.find(keyOf(call).bucket);
        for (const [, key = ''] of bodyOf(call)
          .toString()
          .matchAll(/<Key>([^<]*)<\/Key>/g))
          objects.delete(key);
        return '<DeleteResult></DeleteResult>';
      })
      .on('DeleteBucket', (call) => {
        const { bucket } = keyOf(call);
        if (this.find(bucket).size > 0) throw new AwsError('BucketNotEmpty', 'The bucket is not empty', 409);
        this.buckets.delete(bucket);
        return '';
      });
  }

  private find(bucket: string): Map<string, StoredObject> {
    const found = this.buckets.get(bucket);
    if (!found) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return found;
  }
}
