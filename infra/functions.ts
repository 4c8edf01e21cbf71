/** The functions of `wiring.ts` as Lambda runs them: one role each, one log group each, the smallest policy that will do. */
import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnEventInvokeConfig, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { functions, type FunctionName, type FunctionVariable, type FunctionWiring } from '../wiring';
import { isAsync, isScheduled } from './async-functions';
import { reserved } from './concurrency';
import { createFunctionLogs, functionLogGroup } from './logs';
import { functionName, logGroupArn } from './names';
import { functionStatements, logStatements, queueStatements, type Arns } from './permissions';
import { policyDocument } from './policies';
import type { Settings } from './settings';

/** What functions are made of, and what they are told. */
export interface FunctionsProps {
  settings: Settings;
  /** The folder that holds a function's `index.mjs`. */
  codeOf: (name: FunctionName) => string;
  /** The value of every variable that a function may ask for. */
  variables: Record<FunctionVariable, string>;
  arns: Arns;
  /** Where events go that a function could not deal with. */
  failures: IQueue;
}

/** The functions by name. */
export type Functions = Readonly<Record<FunctionName, Function>>;

/** Lambda tries again twice what an event asked for; what the clock asks for comes again by itself. */
const RETRIES = 2;
const EVENT_AGE_SECONDS = 3_600;

const createRole = (scope: Construct, name: FunctionName, props: FunctionsProps): Role => {
  const { settings, arns, failures } = props;
  const stack = Stack.of(scope);
  return new Role(scope, `${name}Role`, {
    // A role belongs to the whole account, a function to its region.
    roleName: `${functionName(settings.name, name)}-${stack.region}`,
    description: `Trellis: what the function ${name} may do`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      own: policyDocument([
        ...logStatements(logGroupArn(stack, functionLogGroup(settings.name, name))),
        ...functionStatements(name, arns),
        ...(isAsync(name) ? queueStatements(failures.queueArn) : []),
      ]),
    },
  });
};

const keepFailures = (scope: Construct, name: FunctionName, fn: Function, failures: IQueue): void => {
  new CfnEventInvokeConfig(scope, `${name}Invoke`, {
    functionName: fn.functionName,
    qualifier: '$LATEST',
    maximumRetryAttempts: isScheduled(name) ? 0 : RETRIES,
    maximumEventAgeInSeconds: isScheduled(name) ? 60 : EVENT_AGE_SECONDS,
    destinationConfig: { onFailure: { destination: failures.queueArn } },
  });
};

const createFunction = (scope: Construct, name: FunctionName, props: FunctionsProps): Function => {
  const { settings, codeOf, variables, failures } = props;
  const wiring: FunctionWiring = functions[name];
  const fn = new Function(scope, name, {
    functionName: functionName(settings.name, name),
    description: `Trellis: ${wiring.entry}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(codeOf(name)),
    memorySize: wiring.memoryMb,
    timeout: Duration.seconds(wiring.timeoutSeconds),
    role: createRole(scope, name, props),
    logGroup: createFunctionLogs(scope, { name: settings.name, fn: name }),
    environment: Object.fromEntries(wiring.variables.map((variable) => [variable, variables[variable]])),
    tracing: settings.xray ? Tracing.ACTIVE : Tracing.DISABLED,
    reservedConcurrentExecutions: settings.reserveConcurrency ? reserved[name] : undefined,
  });
  if (isAsync(name)) keepFailures(scope, name, fn, failures);
  return fn;
};

/** Makes every function. */
export const createFunctions = (scope: Construct, props: FunctionsProps): Functions => {
  const names = Object.keys(functions) as FunctionName[];
  return Object.fromEntries(names.map((name) => [name, createFunction(scope, name, props)])) as Functions;
};
