/** The clients of AWS that the commands use: one set a run, with one identity. `AWS_ENDPOINT_URL` reaches all of them. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

/** Makes the clients of a region; credentials come from where the SDK finds them (see `useIdentity`). */
export const createClients = (region: string) => {
  // One failed call must not end a run of ten minutes.
  const options = { region, maxAttempts: 5 };
  return {
    region,
    cloudFormation: new CloudFormationClient(options),
    cloudFront: new CloudFrontClient(options),
    cloudWatch: new CloudWatchClient(options),
    codeBuild: new CodeBuildClient(options),
    dynamo: new DynamoDBClient(options),
    ecr: new ECRClient(options),
    ecs: new ECSClient(options),
    logs: new CloudWatchLogsClient(options),
    quotas: new ServiceQuotasClient(options),
    s3: new S3Client(options),
    secrets: new SecretsManagerClient(options),
    ssm: new SSMClient(options),
    sts: new STSClient(options),
  };
};

/** The clients of one run. */
export type Clients = ReturnType<typeof createClients>;

/**
 * Makes this process, and the CDK that it starts, use a profile and a region: both read the environment. A profile that is named
 * counts more than access keys that happen to stand there.
 */
export const useIdentity = (
  { profile, region }: { profile?: string; region?: string },
  environment: NodeJS.ProcessEnv = process.env,
): void => {
  // What the SDK says of Node's age is for who maintains Trellis.
  environment.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  if (profile !== undefined) {
    environment.AWS_PROFILE = profile;
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
      delete environment[name];
  }
  if (region !== undefined) {
    environment.AWS_REGION = region;
    environment.AWS_DEFAULT_REGION = region;
  }
};
