/** What happens by itself: tasks that stop, lines that builders print, and the clock; each with a place for what fails. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus, Rule, Schedule, type IEventBus } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscriptionFilter, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EVENT_SOURCE, eventTypes } from '../core/deployment-event';
import { events, schedules } from '../wiring';
import type { Functions } from './functions';
import { functionName } from './names';

/** Where events go that could not be dealt with: for as long as a queue can keep them. */
export const createFailureQueue = (scope: Construct, { name }: { name: string }): Queue =>
  new Queue(scope, 'Failures', {
    queueName: `${name}-failures`,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.DESTROY,
  });

/** The bus that tells of deployments; a team may put rules of its own on it. */
export const createEventBus = (scope: Construct, { name }: { name: string }): EventBus =>
  new EventBus(scope, 'Events', { eventBusName: name });

export interface EventsProps {
  name: string;
  functions: Functions;
  /** The cluster that builders run on. */
  clusterArn: string;
  builderLogs: ILogGroup;
  bus: IEventBus;
  failures: Queue;
}

/** Hands a rule's events to a function; what cannot be handed over in time is kept. */
const connect = (rule: Rule, fn: IFunction, failures: Queue, maxEventAge: Duration): void =>
  rule.addTarget(new LambdaFunction(fn, { deadLetterQueue: failures, maxEventAge }));

const onTaskStopped = (scope: Construct, { name, functions, clusterArn, failures }: EventsProps): void => {
  const rule = new Rule(scope, 'TaskStopped', {
    ruleName: `${name}-task-stopped`,
    description: 'A builder of Trellis has stopped',
    eventPattern: {
      source: ['aws.ecs'],
      detailType: ['ECS Task State Change'],
      detail: { clusterArn: [clusterArn], lastStatus: ['STOPPED'] },
    },
  });
  connect(rule, functions[events.taskStopped], failures, Duration.hours(1));
};

const onBuilderLogs = (scope: Construct, { functions, builderLogs }: EventsProps): void => {
  const fn = functions[events.builderLogs];
  const permission = new CfnPermission(scope, 'BuilderLogsPermission', {
    action: 'lambda:InvokeFunction',
    functionName: fn.functionArn,
    principal: 'logs.amazonaws.com',
    sourceArn: builderLogs.logGroupArn,
    sourceAccount: Stack.of(scope).account,
  });
  const filter = new CfnSubscriptionFilter(scope, 'BuilderLogsFilter', {
    logGroupName: builderLogs.logGroupName,
    destinationArn: fn.functionArn,
    // Everything: the function knows what is a record of a log.
    filterPattern: '',
  });
  filter.addResourceDependency(permission);
};

const onDeploymentChanged = (scope: Construct, { name, functions, bus, failures }: EventsProps): void => {
  const rule = new Rule(scope, 'DeploymentChanged', {
    ruleName: `${name}-deployment-changed`,
    description: 'A deployment of Trellis has changed its status, or its report is due',
    eventBus: bus,
    eventPattern: { source: [EVENT_SOURCE], detailType: Object.values(eventTypes) },
  });
  connect(rule, functions[events.deploymentChanged], failures, Duration.hours(1));
};

const connectEvent: Record<keyof typeof events, (scope: Construct, props: EventsProps) => void> = {
  taskStopped: onTaskStopped,
  builderLogs: onBuilderLogs,
  deploymentChanged: onDeploymentChanged,
};

const connectSchedules = (scope: Construct, { name, functions, failures }: EventsProps): void => {
  for (const [schedule, { everySeconds, function: fn }] of Object.entries(schedules)) {
    const rule = new Rule(scope, `${schedule}Schedule`, {
      ruleName: functionName(name, schedule),
      description: `Trellis: runs ${fn} every ${everySeconds} s`,
      schedule: Schedule.rate(Duration.seconds(everySeconds)),
    });
    connect(rule, functions[fn], failures, Duration.minutes(1));
  }
};

/** Connects every event and schedule of `wiring.ts` with its function. */
export const connectEvents = (scope: Construct, props: EventsProps): void => {
  for (const connectOne of Object.values(connectEvent)) connectOne(scope, props);
  connectSchedules(scope, props);
};
