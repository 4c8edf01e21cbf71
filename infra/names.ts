/** What things are called on AWS. Names that a kept resource has must not change: a later installation finds it by its name. */

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
