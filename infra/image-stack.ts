/**
 * The builder's image: where it is kept, and what builds it. A stack of its own, since the image must be there before the main stack
 * can name it. Whoever deploys needs no Docker: CodeBuild has one.
 */
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageBuild } from './image-build';
import { copyImageSources, imageTag } from './image-source';
import { imageName } from './names';
import type { ImageOutput } from './outputs';
import type { Settings } from './settings';

/** What decides the image. */
export interface ImageStackProps extends StackProps {
  settings: Settings;
  /** The root of the repository, whose files the image is built from. */
  root: string;
}

/** What is kept: the ten newest images, and nothing that an interrupted build left. */
const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: 'what an interrupted build left',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: 'the ten newest',
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 },
      action: { type: 'expire' },
    },
  ],
};

const createRepository = (scope: Construct, name: string): CfnRepository => {
  const repository = new CfnRepository(scope, 'Images', {
    repositoryName: imageName(name),
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'AES256' },
    lifecyclePolicy: { lifecyclePolicyText: JSON.stringify(lifecycle) },
    // Every image can be built again.
    emptyOnDelete: true,
  });
  repository.applyRemovalPolicy(RemovalPolicy.DESTROY);
  return repository;
};

/** The sources as one archive in the bucket of CDK's bootstrap. */
const createSource = (scope: Construct, root: string): Asset => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-image-'));
  try {
    copyImageSources(root, folder);
    return new Asset(scope, 'Source', { path: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const createRole = (
  scope: Construct,
  { source, repository, log }: { source: Asset; repository: CfnRepository; log: LogGroup },
): iam.Role =>
  new iam.Role(scope, 'ImageRole', {
    description: 'Builds the image of builders of Trellis',
    assumedBy: new iam.PrincipalWithConditions(new iam.ServicePrincipal('codebuild.amazonaws.com'), {
      StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
    }),
    inlinePolicies: {
      build: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            actions: ['s3:GetObject', 's3:GetObjectVersion'],
            resources: [source.bucket.arnForObjects(source.s3ObjectKey)],
          }),
          // It names no resource: the token opens the registry, and each image is allowed for itself.
          new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
          new iam.PolicyStatement({
            actions: [
              'ecr:BatchCheckLayerAvailability',
              'ecr:BatchGetImage',
              'ecr:CompleteLayerUpload',
              'ecr:InitiateLayerUpload',
              'ecr:PutImage',
              'ecr:UploadLayerPart',
            ],
            resources: [repository.attrArn],
          }),
          new iam.PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [log.logGroupArn],
          }),
        ],
      }),
    },
  });

/** The stack that keeps and builds the image. */
export class ImageStack extends Stack {
  constructor(scope: Construct, id: string, { settings, root, ...props }: ImageStackProps) {
    super(scope, id, props);
    const { name, architecture } = settings;
    const repository = createRepository(this, name);
    const source = createSource(this, root);
    const log = new LogGroup(this, 'ImageLog', {
      logGroupName: `/${name}/image`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = createRole(this, { source, repository, log });
    const project = new CfnProject(this, 'ImageBuild', {
      name: imageName(name),
      description: 'Builds the image of builders of Trellis and keeps it in the repository of the same name',
      serviceRole: role.roleArn,
      ...imageBuild({
        architecture,
        source: `${source.s3BucketName}/${source.s3ObjectKey}`,
        repositoryUri: repository.attrRepositoryUri,
        registry: `${this.account}.dkr.ecr.${this.region}.${this.urlSuffix}`,
        tag: imageTag(root, architecture),
      }),
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: log.logGroupName } },
    });
    const told: Record<ImageOutput, string> = {
      RepositoryName: repository.ref,
      RepositoryUri: repository.attrRepositoryUri,
      ImageProject: project.ref,
    };
    for (const [output, value] of Object.entries(told)) new CfnOutput(this, output, { value });
  }
}
