/** The operations of S3 that Trellis uses, path style, on files: put, get, head and delete an object. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BucketStore, ObjectInfo, WrittenBytes } from '../buckets/bucket-store';
import { AwsChunkedDecoder } from './aws-chunked';
import { AwsError } from './errors';

// A single PUT takes 5 GB at S3; no artifact comes near this.
const maximumObjectBytes = 1024 ** 3;

/** A request whose signature has been verified. */
export interface S3Request {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
}

const objectOf = (url: URL): { bucket: string; key: string } => {
  const [, bucket = '', ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
  if (key === '') throw new AwsError('NotImplemented', 'Only objects can be addressed here.', 501);
  return { bucket, key };
};

/** A value that may come as a header or, in a presigned URL, as a parameter. */
const given = ({ req, url }: S3Request, name: string): string | undefined => {
  const header = req.headers[name];
  return (typeof header === 'string' ? header : undefined) ?? url.searchParams.get(name) ?? undefined;
};

const checkWritten = (request: S3Request, written: WrittenBytes): void => {
  const sha256 = given(request, 'x-amz-content-sha256');
  if (sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) && sha256 !== written.sha256)
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      'The provided x-amz-content-sha256 is not what was sent.',
    );
  const checksum = given(request, 'x-amz-checksum-crc32');
  if (checksum !== undefined && checksum !== written.crc32)
    throw new AwsError('BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
};

const limitSize = (): Transform => {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      size += chunk.length;
      if (size > maximumObjectBytes)
        callback(new AwsError('EntityTooLarge', 'The object is larger than 1 GB.'));
      else callback(null, chunk);
    },
  });
};

const put = async (store: BucketStore, request: S3Request): Promise<void> => {
  const { req, res, url } = request;
  const encoding = req.headers['content-encoding'] ?? '';
  const limited = limitSize();
  const stages = encoding.includes('aws-chunked') ? [req, new AwsChunkedDecoder(), limited] : [req, limited];
  const target = { ...objectOf(url), contentType: req.headers['content-type'] ?? 'application/octet-stream' };
  const [stored] = await Promise.all([
    store.put(target, limited, (written) => checkWritten(request, written)),
    pipeline(stages),
  ]);
  res.writeHead(200, { etag: `"${stored.md5}"`, 'content-length': 0 }).end();
};

const headersOf = (info: ObjectInfo) => ({
  etag: `"${info.md5}"`,
  'content-length': info.size,
  'content-type': info.contentType,
  'last-modified': new Date(info.modifiedAt).toUTCString(),
  'accept-ranges': 'none',
});

/** Answers a request to an object; throws an `AwsError` for what it refuses. */
export const handleS3 = async (store: BucketStore, request: S3Request): Promise<void> => {
  const { req, res, url } = request;
  if (req.method === 'PUT') return put(store, request);
  const { bucket, key } = objectOf(url);
  if (req.method === 'DELETE') {
    await store.delete(bucket, key);
    res.writeHead(204).end();
    return;
  }
  if (req.method !== 'GET' && req.method !== 'HEAD')
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  const info = await store.info(bucket, key);
  if (!info) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  res.writeHead(200, headersOf(info));
  if (req.method === 'HEAD') res.end();
  else await pipeline(store.read(bucket, info), res);
};
