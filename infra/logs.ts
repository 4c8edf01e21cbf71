/** Log groups: the one that builders write their log records to, and one for each function. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../wiring';
import { builderLogGroup, functionName } from './names';

/**
 * What builders print. The table has every line of it for as long as an environment's settings say; this is where lines are found
 * that did not get there, so it is kept for two weeks, and with the data when the stack goes.
 */
export const createBuilderLogs = (scope: Construct, { name }: { name: string }): LogGroup =>
  new LogGroup(scope, 'BuilderLogs', {
    logGroupName: builderLogGroup(name),
    retention: RetentionDays.TWO_WEEKS,
    removalPolicy: RemovalPolicy.RETAIN,
  });

/** The name of a function's log group. */
export const functionLogGroup = (name: string, fn: FunctionName): string =>
  `/aws/lambda/${functionName(name, fn)}`;

/** What one function prints. */
export const createFunctionLogs = (
  scope: Construct,
  { name, fn }: { name: string; fn: FunctionName },
): LogGroup =>
  new LogGroup(scope, `${fn}Logs`, {
    logGroupName: functionLogGroup(name, fn),
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
