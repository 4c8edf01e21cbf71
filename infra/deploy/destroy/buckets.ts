/** Buckets: they can be deleted only when they are empty. */
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isMissing } from '../explain-aws';
import type { Tell } from '../output';

/** Removes every object and every version of one; a bucket that is not there is empty. */
export const emptyBucket = async (s3: S3Client, bucket: string, tell: Tell): Promise<void> => {
  let removed = 0;
  try {
    for (;;) {
      // What was removed is no longer listed, so each page is the first one.
      const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
      const objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].flatMap(
        ({ Key, VersionId }) => (Key === undefined ? [] : [{ Key, VersionId }]),
      );
      if (objects.length === 0) return;
      const { Errors = [] } = await s3.send(
        new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
      );
      const [error] = Errors;
      if (error) throw Object.assign(new Error(error.Message), { name: error.Code ?? 'Error' });
      removed += objects.length;
      tell(`${removed} objects of ${bucket}`);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
};

/** Removes a bucket with all that is in it. */
export const deleteBucket = async (s3: S3Client, bucket: string, tell: Tell): Promise<void> => {
  await emptyBucket(s3, bucket, tell);
  try {
    await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
};
