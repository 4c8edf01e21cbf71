/** What a person should be told of: few alarms, each of something that nobody would see otherwise. */
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Metric,
  TreatMissingData,
  type AlarmProps,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../wiring';
import type { Api } from './api';
import { isAsync } from './async-functions';
import type { Functions } from './functions';

export interface AlarmsProps {
  name: string;
  functions: Functions;
  api: Api;
  failures: Queue;
  /** Who is told; without one, alarms are seen in CloudWatch only. */
  email?: string | undefined;
}

/** Functions whose errors no person sees as an answer: machines call them. */
const unseen: readonly FunctionName[] = [
  'authorizer',
  'session',
  'githubWebhook',
  'claimDeployment',
  'reportDeployment',
];

const fiveMinutes = Duration.minutes(5);

type What = Pick<AlarmProps, 'metric' | 'alarmDescription'> & Partial<AlarmProps>;

/** Makes the alarms, and the topic that they speak to. */
export const createAlarms = (scope: Construct, props: AlarmsProps): Topic => {
  const { name, functions, api, failures, email } = props;
  const topic = new Topic(scope, 'Alarms', { topicName: `${name}-alarms`, enforceSSL: true });
  if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
  const tell = new SnsAction(topic);

  const alarm = (id: string, what: What): void => {
    const made = new Alarm(scope, `${id}Alarm`, {
      alarmName: `${name}: ${what.alarmDescription}`,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...what,
    });
    made.addAlarmAction(tell);
    made.addOkAction(tell);
  };

  for (const [fn, made] of Object.entries(functions) as [FunctionName, Functions[FunctionName]][])
    if (isAsync(fn) || unseen.includes(fn))
      alarm(fn, {
        alarmDescription: `${fn} fails`,
        metric: made.metricErrors({ period: fiveMinutes }),
      });
  alarm('Throttles', {
    alarmDescription: 'functions of this account are held back, for too many run at once',
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: 'Sum',
      period: fiveMinutes,
    }),
  });
  alarm('Failures', {
    alarmDescription: 'an event could not be dealt with and waits in the queue of failures',
    metric: failures.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: fiveMinutes }),
  });
  alarm('Sweeper', {
    alarmDescription: 'the sweeper does not run, so lost builders are not noticed',
    metric: functions.sweeper.metricInvocations({ period: fiveMinutes }),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
    evaluationPeriods: 2,
  });
  alarm('Api', {
    alarmDescription: 'the API answers with server errors',
    metric: new Metric({
      namespace: 'AWS/AppSync',
      metricName: '5XXError',
      dimensionsMap: { GraphQLAPIId: api.id },
      statistic: 'Sum',
      period: fiveMinutes,
    }),
  });
  return topic;
};
