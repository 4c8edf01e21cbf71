/**
 * `@aws-appsync/utils`: the package on npm holds types only; this is what AppSync's runtime does behind them. The bundler and
 * the tests alias the package to this file, so that resolvers run unchanged.
 */
import { dynamodb } from './attribute-values';
import { checks, encodings, math, str } from './checks';
import { EarlyReturn, ResolverError, UnauthorizedError } from './errors';
import { toNamedExpression } from './expressions';
import { currentFrame, type SubscriptionInvalidation } from './frame';
import { autoId, autoKsuid, autoUlid } from './ids';
import { checkFilter, toSubscriptionFilter } from './subscription-filter';
import { time } from './time';

/** More invalidations than this in one request are refused. */
const MAX_INVALIDATIONS = 5;

const makeError = (message: string, errorType?: string, data?: unknown, errorInfo?: unknown): ResolverError =>
  new ResolverError(message, errorType ?? null, data ?? null, errorInfo ?? null);

export const util = {
  error(message: string, errorType?: string, data?: unknown, errorInfo?: unknown): never {
    throw makeError(message, errorType, data, errorInfo);
  },
  appendError(message: string, errorType?: string, data?: unknown, errorInfo?: unknown): void {
    currentFrame().appended.push(makeError(message, errorType, data, errorInfo));
  },
  unauthorized(): never {
    throw new UnauthorizedError();
  },
  authType: (): string => currentFrame().authType,
  autoId,
  autoUlid,
  autoKsuid,
  ...checks,
  ...encodings,
  time,
  dynamodb,
  str,
  math,
  transform: {
    toDynamoDBFilterExpression: toNamedExpression,
    toDynamoDBConditionExpression: toNamedExpression,
    toSubscriptionFilter,
  },
};

export const extensions = {
  setSubscriptionFilter(filter: unknown): void {
    currentFrame().subscriptionFilter = checkFilter(filter);
  },
  setSubscriptionInvalidationFilter(filter: unknown): void {
    currentFrame().invalidationFilter = checkFilter(filter);
  },
  invalidateSubscriptions(invalidation: SubscriptionInvalidation): void {
    const { invalidations } = currentFrame();
    if (invalidations.length >= MAX_INVALIDATIONS)
      throw new ResolverError(
        `A request invalidates subscriptions at most ${MAX_INVALIDATIONS} times`,
        'LimitExceeded',
      );
    invalidations.push(invalidation);
  },
  /** There is no cache to evict from. */
  evictFromApiCache(): void {},
};

export const runtime = {
  earlyReturn(value: unknown = null, options: { skipTo?: 'END' | 'NEXT' } = {}): never {
    throw new EarlyReturn(value, options.skipTo ?? 'NEXT');
  },
};
