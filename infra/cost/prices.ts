/**
 * What AWS asks, in USD, in us-east-1. Stated by hand from the pages named, not fetched: compare them before a decision hangs on
 * them. Free tiers that last for ever are taken into account where they are said; those of new accounts are not.
 */

/** One price: USD for one unit. */
export interface Price {
  usd: number;
  unit: string;
  page: string;
}

/** When the list was written. */
export const statedOn = '2026-11-25';

const MILLION = 1_000_000;

const price = (usd: number, unit: string, service: string): Price => ({
  usd,
  unit,
  page: `https://aws.amazon.com/${service}/pricing/`,
});

export const prices = {
  appsyncOperation: price(4 / MILLION, 'query or mutation', 'appsync'),
  appsyncUpdate: price(2 / MILLION, 'message of 5 KB to a subscriber', 'appsync'),
  appsyncMinute: price(0.08 / MILLION, 'minute of a connection', 'appsync'),
  lambdaRequest: price(0.2 / MILLION, 'run of a function', 'lambda'),
  lambdaGbSecond: price(0.0000133334, 'GB-second of a function on arm64', 'lambda'),
  dynamoWrite: price(0.625 / MILLION, 'write of 1 KB to the table', 'dynamodb'),
  dynamoRead: price(0.125 / MILLION, 'consistent read of 4 KB of the table', 'dynamodb'),
  dynamoStorage: price(0.25, 'GB of the table and month', 'dynamodb'),
  dynamoRecovery: price(0.2, 'GB of the table’s recovery and month', 'dynamodb'),
  fargateArmCpu: price(0.03238, 'vCPU of a builder and hour on arm64', 'fargate'),
  fargateArmMemory: price(0.00356, 'GB of a builder and hour on arm64', 'fargate'),
  publicAddress: price(0.005, 'public IPv4 address and hour', 'vpc'),
  logsIngestion: price(0.5, 'GB written to CloudWatch Logs', 'cloudwatch'),
  logsStorage: price(0.03, 'GB of CloudWatch Logs and month', 'cloudwatch'),
  alarm: price(0.1, 'alarm and month', 'cloudwatch'),
  secret: price(0.4, 'secret and month', 'secrets-manager'),
  secretCall: price(0.05 / 10_000, 'call of the secret store', 'secrets-manager'),
  s3Storage: price(0.023, 'GB of artifacts and month', 's3'),
  s3Put: price(0.005 / 1_000, 'upload of an artifact', 's3'),
  ecrStorage: price(0.1, 'GB of the builder’s image and month', 'ecr'),
  httpRequest: price(1 / MILLION, 'request of the HTTP API', 'api-gateway'),
  buildMinute: price(0.0034, 'minute of a small arm64 build', 'codebuild'),
} as const satisfies Record<string, Price>;

/** A name in the list. */
export type PriceName = keyof typeof prices;
