/** What things are called on AWS. Names that a kept resource has must not change: a later installation finds it by its name. */

import type { Stack } from 'aws-cdk-lib';

/** The table. */
export const tableName = (name: string): string => name;

/** The bucket of artifacts. Names of buckets are the world's, so it says whose it is. */
export const artifactsBucketName = (name: string, account: string, region: string): string =>
  `${name}-artifacts-${account}-${region}`;

/** The log group that builders write to. */
export const builderLogGroup = (name: string): string => `/${name}/builder`;

/** The image of builders: its repository, and the project that builds it. */
export const imageName = (name: string): string => `${name}-builder`;

/** A function, as `trellis-report-deployment`. */
export const functionName = (name: string, fn: string): string => `${name}-${kebab(fn)}`;

const kebab = (text: string): string => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The ARN of a log group, which CloudFormation's own attribute ends with a star. */
export const logGroupArn = (
  stack: Pick<Stack, 'partition' | 'region' | 'account'>,
  logGroup: string,
): string => `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:${logGroup}`;

/** What every secret's name begins with; a slash follows. */
export const secretPrefix = (name: string): string => name;

/** The builder's task definition, whatever its revision. */
export const builderFamily = (name: string): string => `${name}-builder`;
