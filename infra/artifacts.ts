/** The bucket of artifacts: workspaces of successful deployments, which promotions and rollbacks reuse. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { artifactsBucketName } from './names';

/** An artifact that is gone is no loss of more than time: the commit is built again. */
const keptDays = 180;

/** The bucket; it stays when the stack goes, and a later installation of the name finds it. */
export const createArtifacts = (scope: Construct, { name }: { name: string }): s3.Bucket =>
  new s3.Bucket(scope, 'Artifacts', {
    bucketName: artifactsBucketName(name, Stack.of(scope).account, Stack.of(scope).region),
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // An artifact is written once, under the name of its deployment: there are no versions to keep.
    versioned: false,
    lifecycleRules: [
      {
        id: 'artifacts',
        prefix: 'artifacts/',
        expiration: Duration.days(keptDays),
      },
      { id: 'uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  });
