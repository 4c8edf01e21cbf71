/** Names of what the stacks tell whoever deploys them. */

/** Outputs of the main stack. */
export const outputs = [
  /** Where people see the dashboard; without a slash at its end. */
  'DashboardUrl',
  /** The API. */
  'GraphqlUrl',
  'TableName',
  /** The bucket that holds the dashboard's files. */
  'DashboardBucket',
  /** The CloudFront distribution in front of it. */
  'DistributionId',
  'ArtifactsBucket',
  /** What every secret's name begins with; a slash follows. */
  'SecretPrefix',
  'ClusterName',
  'BuilderLogGroup',
] as const;

/** Outputs of the image stack. */
export const imageOutputs = ['RepositoryName', 'RepositoryUri', 'ImageProject'] as const;

export type Output = (typeof outputs)[number];
export type ImageOutput = (typeof imageOutputs)[number];

/** The main stack's name. */
export const stackName = (name: string): string => name;

/** The name of the stack that holds the builder's image. */
export const imageStackName = (name: string): string => `${name}-image`;
