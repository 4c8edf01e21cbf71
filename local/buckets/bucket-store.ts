/**
 * Objects as files. A key may be anything, so a file is named by the key's hash; a small JSON file beside the bytes says the
 * rest and is replaced in one step, so a reader gets a whole old or a whole new object.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { writeAtomic } from '../atomic-file';

/** What is known of an object. */
export interface ObjectInfo {
  key: string;
  size: number;
  /** MD5 of the content, hexadecimal. */
  md5: string;
  contentType: string;
  modifiedAt: string;
  /** The file that holds the bytes. */
  file: string;
}

/** What was written, for the caller to check before the object becomes visible. */
export interface WrittenBytes {
  size: number;
  sha256: string;
  /** Base64, as S3 spells checksums. */
  crc32: string;
}

/** The objects of one data folder, in buckets that exist as soon as they are named. */
export interface BucketStore {
  /** Streams to a file; the object appears only when `accept` does not throw. */
  put(
    at: { bucket: string; key: string; contentType: string },
    body: Readable,
    accept: (written: WrittenBytes) => void,
  ): Promise<ObjectInfo>;
  info(bucket: string, key: string): Promise<ObjectInfo | undefined>;
  read(bucket: string, info: ObjectInfo): Readable;
  delete(bucket: string, key: string): Promise<void>;
}

const base64OfUint32 = (value: number): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
};

/** Opens the buckets below a directory. Bucket names must have been checked: they become directories. */
export const openBucketStore = (directory: string): BucketStore => {
  const infoPath = (bucket: string, key: string): string =>
    `${directory}/${bucket}/${createHash('sha256').update(key).digest('hex')}.json`;

  const info = async (bucket: string, key: string): Promise<ObjectInfo | undefined> => {
    try {
      return JSON.parse(await readFile(infoPath(bucket, key), 'utf8')) as ObjectInfo;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };

  const removeBytes = (bucket: string, file: string): Promise<void> =>
    rm(`${directory}/${bucket}/${file}`, { force: true });

  return {
    info,
    async put({ bucket, key, contentType }, body, accept) {
      await mkdir(`${directory}/${bucket}`, { recursive: true });
      const file = `${randomUUID()}.bytes`;
      const [md5, sha256] = [createHash('md5'), createHash('sha256')];
      let [size, crc] = [0, 0];
      const measure = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const chunk of source) {
          size += chunk.length;
          crc = crc32(chunk, crc);
          md5.update(chunk);
          sha256.update(chunk);
          yield chunk;
        }
      };
      try {
        await pipeline(body, measure, createWriteStream(`${directory}/${bucket}/${file}`, { mode: 0o600 }));
        accept({ size, sha256: sha256.digest('hex'), crc32: base64OfUint32(crc) });
      } catch (error) {
        await removeBytes(bucket, file);
        throw error;
      }
      const former = await info(bucket, key);
      const modifiedAt = new Date().toISOString();
      const stored = { key, size, md5: md5.digest('hex'), contentType, modifiedAt, file };
      await writeAtomic(infoPath(bucket, key), JSON.stringify(stored));
      if (former) await removeBytes(bucket, former.file);
      return stored;
    },
    read: (bucket, { file }) => createReadStream(`${directory}/${bucket}/${file}`),
    async delete(bucket, key) {
      const known = await info(bucket, key);
      if (!known) return;
      await rm(infoPath(bucket, key), { force: true });
      await removeBytes(bucket, known.file);
    },
  };
};
