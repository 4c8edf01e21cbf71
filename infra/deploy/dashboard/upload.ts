/** Puts the built dashboard into its bucket and makes CloudFront ask for it anew. */
import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Clients } from '../clients';
import { isMissing } from '../explain-aws';
import type { Tell } from '../output';
import { configKey, headersOf, isHashed, listKey, planUploads, staleKeys, type Upload } from './uploads';

/** Where the dashboard goes, and what it is told. */
export interface DashboardPlace {
  bucket: string;
  distribution: string;
  /** What the page reads first. */
  config: string;
}

const atOnce = 8;

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'));

/** The objects of a bucket: their keys, and the hashes that S3 has of them. */
const listObjects = async (s3: S3Client, bucket: string): Promise<Map<string, string>> => {
  const objects = new Map<string, string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket }))
    for (const { Key, ETag } of Contents) if (Key !== undefined) objects.set(Key, ETag ?? '');
  return objects;
};

/** What the installation before this one showed. */
const readList = async (s3: S3Client, bucket: string): Promise<string[]> => {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: listKey }));
    const list: unknown = JSON.parse((await Body?.transformToString()) ?? '[]');
    return Array.isArray(list) ? list.filter((key) => typeof key === 'string') : [];
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return [];
    throw error;
  }
};

const inParallel = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

const put = async (s3: S3Client, bucket: string, upload: Omit<Upload, 'file'>, body: Uint8Array | string) => {
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: upload.key,
      Body: body,
      ContentType: upload.contentType,
      CacheControl: upload.cacheControl,
      ContentEncoding: upload.contentEncoding,
    }),
  );
};

const putJson = (s3: S3Client, bucket: string, key: string, body: string) =>
  put(s3, bucket, { key, ...headersOf(key) }, body);

const removeObjects = async (s3: S3Client, bucket: string, keys: readonly string[]): Promise<void> => {
  // S3 takes a thousand at a time.
  for (let at = 0; at < keys.length; at += 1000)
    await s3.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: keys.slice(at, at + 1000).map((Key) => ({ Key })), Quiet: true },
      }),
    );
};

/**
 * Uploads what changed, in an order that leaves a working page at any moment, then removes what neither this page nor the one before
 * it asks for. Repeats do no harm.
 *
 * @param directory - where the dashboard is built
 */
export const uploadDashboard = async (
  { s3 }: Pick<Clients, 's3'>,
  directory: string,
  { bucket, config }: DashboardPlace,
  tell: Tell,
): Promise<{ uploaded: number; removed: number }> => {
  const uploads = planUploads(filesBelow(directory));
  const present = await listObjects(s3, bucket);
  const formerly = await readList(s3, bucket);
  let uploaded = 0;
  const upload = async (each: Upload): Promise<void> => {
    const body = await readFile(join(directory, each.file));
    const hash = `"${createHash('md5').update(body).digest('hex')}"`;
    if (isHashed(each.key) && present.get(each.key) === hash) return;
    await put(s3, bucket, each, body);
    uploaded += 1;
    tell(`${each.key}`);
  };
  await inParallel(uploads.slice(0, -1), upload);
  // The page comes after all that it names, and after what tells it where the API is.
  await putJson(s3, bucket, configKey, config);
  for (const page of uploads.slice(-1)) await upload(page);
  const wanted = uploads.map(({ key }) => key);
  const stale = staleKeys([...present.keys()], wanted, formerly);
  await removeObjects(s3, bucket, stale);
  // An upload of the same files must not forget what was shown before them.
  const known = new Set(formerly);
  if (wanted.some((key) => !known.has(key))) await putJson(s3, bucket, listKey, JSON.stringify(wanted));
  return { uploaded, removed: stale.length };
};

/** Makes CloudFront forget the files whose content may have changed under the same name. */
export const invalidate = async (
  { cloudFront }: Pick<Clients, 'cloudFront'>,
  distribution: string,
  reference: string,
): Promise<void> => {
  await cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId: distribution,
      InvalidationBatch: { CallerReference: reference, Paths: { Quantity: 1, Items: ['/*'] } },
    }),
  );
};
