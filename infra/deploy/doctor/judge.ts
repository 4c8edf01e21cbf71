/** What the facts about an installation mean. Pure. */
import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { Bootstrap } from '../checks/bootstrap';
import { stepBefore } from '../stacks/state';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { note, ok, problem, type Finding } from './finding';

const deploy = 'npm run deploy';

/** A stack by its state. */
export const judgeStack = (name: string, stack: Stack | undefined): Finding => {
  const check = `Stack ${name}`;
  const status = stack?.StackStatus;
  if (stack === undefined || status === undefined) return problem(check, 'is missing', deploy);
  if (status === 'UPDATE_ROLLBACK_COMPLETE')
    return note(check, 'its last update failed and was taken back; what stood before still works', deploy);
  switch (stepBefore(status)) {
    case 'go':
      return ok(check, status);
    case 'wait':
      return note(check, `CloudFormation is at work (${status})`);
    case 'half-removed':
      return problem(check, `is half removed (${status})`, 'npm run destroy');
    default:
      return problem(check, status, deploy);
  }
};

/** The preparation for the CDK. */
export const judgeBootstrap = (state: Bootstrap): Finding =>
  state === 'ready'
    ? ok('CDK bootstrap', 'there')
    : problem('CDK bootstrap', state === 'old' ? 'too old to deploy with' : 'missing', deploy);

/** The version that the dashboard was deployed from, against this copy's. */
export const judgeVersion = (deployed: string | undefined, here: string): Finding =>
  deployed === here
    ? ok('Version', here)
    : note('Version', `${deployed ?? 'unknown'} is deployed, this copy is ${here}`, deploy);

/** The dashboard: does it load, and is it the one that this copy builds. */
export const judgeDashboard = (url: string, served: string | Error, built: string | undefined): Finding => {
  const check = 'Dashboard';
  if (typeof served !== 'string') return problem(check, `${url} does not answer: ${served.message}`, deploy);
  if (built === undefined) return ok(check, `${url} loads`);
  return served === built
    ? ok(check, `${url} loads and is up to date`)
    : note(check, `${url} loads; this copy builds another one`, deploy);
};

/** The API. */
export const judgeApi = (url: string, failure: Error | undefined): Finding =>
  failure
    ? problem('API', `${url} does not answer: ${failure.message}`, deploy)
    : ok('API', `${url} answers`);

/** What builders run: the image of these sources, and a log that loses nothing. */
export const judgeTask = (task: TaskDefinition | undefined, tag: string, imageThere: boolean): Finding[] => {
  const container = task?.containerDefinitions?.[0];
  if (!container) return [problem('Builder', 'has no task definition', deploy)];
  const running = container.image?.split(':').at(-1) ?? '';
  const { logDriver, options } = container.logConfiguration ?? {};
  return [
    imageThere
      ? ok("Builder's image", `${running} is in the repository`)
      : problem("Builder's image", `${running} is not in the repository, so no deployment can start`, deploy),
    ...(running === tag ? [] : [note("Builder's image", `this copy builds another one (${tag})`, deploy)]),
    logDriver === 'awslogs' && options?.mode === 'blocking'
      ? ok("Builder's log", 'no line is dropped (blocking)')
      : problem("Builder's log", 'may drop lines: its driver is not set to blocking', deploy),
  ];
};

/** How well the table is protected. */
export const judgeTable = (
  name: string,
  state: { protection: boolean; pointInTime: boolean } | undefined,
): Finding[] => {
  const check = `Table ${name}`;
  if (!state) return [problem(check, 'is missing', deploy)];
  return [
    state.protection
      ? ok(check, 'protected from deletion')
      : problem(
          check,
          'can be deleted by mistake',
          `aws dynamodb update-table --table-name ${name} --deletion-protection-enabled`,
        ),
    state.pointInTime
      ? ok(check, 'can be restored to any second of the last 35 days')
      : problem(
          check,
          'has no point-in-time recovery',
          `aws dynamodb update-continuous-backups --table-name ${name} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
        ),
  ];
};

/** Whether builders' lines reach the forwarder. */
export const judgeSubscription = (logGroup: string, destinations: readonly string[]): Finding =>
  destinations.length > 0
    ? ok('Log subscription', `${logGroup} is forwarded`)
    : problem('Log subscription', `${logGroup} is forwarded to nobody, so logs stay empty`, deploy);

/** An alarm as CloudWatch knows it. */
export interface AlarmState {
  name: string;
  state: string;
}

/** Alarms that ring; the queue of failures and a sweeper that does not run are among them. */
export const judgeAlarms = (alarms: readonly AlarmState[]): Finding[] => {
  if (alarms.length === 0) return [problem('Alarms', 'there are none', deploy)];
  const ringing = alarms.filter(({ state }) => state === 'ALARM');
  if (ringing.length === 0) return [ok('Alarms', `${alarms.length} alarms, none rings`)];
  return ringing.map(({ name }) =>
    problem('Alarm', `${name}`, 'look at it in the CloudWatch console; the functions’ logs tell why'),
  );
};
