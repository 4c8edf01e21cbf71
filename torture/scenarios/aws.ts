/** AWS-1 and AWS-2: what ECS answers when it does not simply work. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Effect, RuleInput } from '../../local/faults/rules';
import { loadTask, taskFiles } from '../../local/tasks/task-record';
import { taskStoppedEvent } from '../../local/tasks/ended-event';
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import type { FaultHost } from '../support/fault-host';
import { duration, shuffled } from '../support/numbers';
import { givenSmallApp } from '../support/small-apps';
import { claim } from '../support/small-builder';

const error = (
  type: string,
  message: string,
  more: { status?: number; fields?: Record<string, unknown> } = {},
) => ({ kind: 'error', type, message, ...more }) as const;
const failures = (reason: string): Effect => ({
  kind: 'answer',
  body: { tasks: [], failures: [{ reason, detail: 'capacity' }] },
});
const before = (effect: RuleInput['effect'], times: number): RuleInput => ({
  at: 'deploy:RunTask:before',
  effect,
  times,
});
const after = (effect: RuleInput['effect'], times: number): RuleInput => ({
  at: 'deploy:RunTask:after',
  effect,
  times,
});

interface Shape {
  rule: RuleInput;
  status: 'SUCCEEDED' | 'FAILED';
  tasks: number;
}

/** The ways in which a start goes wrong; `tasks` is how many builders it must come to. */
const shapes: Record<string, Shape> = {
  throttled: {
    rule: before(error('ThrottlingException', 'Rate exceeded'), 2),
    status: 'SUCCEEDED',
    tasks: 1,
  },
  'failures: capacity': { rule: before(failures('RESOURCE:CPU'), 2), status: 'SUCCEEDED', tasks: 1 },
  'wrapped throttling': {
    rule: before(
      error('InvalidParameterException', 'Unable to assume the role: Rate exceeded (Service: Sts)'),
      2,
    ),
    status: 'SUCCEEDED',
    tasks: 1,
  },
  'cut before': { rule: before({ kind: 'cut' }, 2), status: 'SUCCEEDED', tasks: 1 },
  'cut after it was accepted': { rule: after({ kind: 'cut' }, 2), status: 'SUCCEEDED', tasks: 1 },
  'server error after it was accepted': {
    rule: after(error('ServerException', 'Service Unavailable', { status: 500 }), 2),
    status: 'SUCCEEDED',
    tasks: 1,
  },
  'conflict after it was accepted': {
    rule: after(
      error('ConflictException', 'The client token was used before', { fields: { resourceIds: [] } }),
      1,
    ),
    status: 'SUCCEEDED',
    tasks: 1,
  },
  'refused for good': {
    rule: before(error('AccessDeniedException', 'not authorized to perform ecs:RunTask'), 9),
    status: 'FAILED',
    tasks: 0,
  },
  'no capacity for good': { rule: before(failures('RESOURCE:MEMORY'), 9), status: 'FAILED', tasks: 0 },
};

const tasksOf = ({ dataDir }: FaultHost, deploymentId: string): number =>
  readdirSync(join(dataDir, 'tasks')).filter(
    (id) => loadTask(taskFiles(join(dataDir, 'tasks', id)).record)?.startedBy === deploymentId,
  ).length;

/** AWS-1 */
export const runTaskErrors: Scenario = {
  id: 'AWS-1',
  title: `RunTask in ${Object.keys(shapes).length} shapes of failure: ${Object.keys(shapes).join(', ')}`,
  expected: 'exactly 1 task, or none and a reason',
  async run({ host: sharedHost }) {
    const host = await sharedHost();
    const app = await givenApp(host, 'run-task', `console.log('ran');`);
    const development = app.in('development');
    const wrong: string[] = [];
    let slowest = 0;
    for (const [name, { rule, status, tasks }] of Object.entries(shapes)) {
      await host.arm([rule]);
      const began = performance.now();
      const { id } = await development.start('deploy', { force: true });
      const ended = await host.api.waitForDeployment(id, undefined, 60_000);
      slowest = Math.max(slowest, performance.now() - began);
      await development.isFree();
      const started = tasksOf(host, id);
      if (ended.status !== status || started !== tasks)
        wrong.push(`${name}: ${ended.status}, ${started} tasks`);
      if (status === 'FAILED' && !ended.reason) wrong.push(`${name}: no reason`);
    }
    await host.arm();
    return {
      measured: `${Object.keys(shapes).length - wrong.length} as expected, at most ${duration(slowest)}${wrong.length > 0 ? `; ${wrong.join('; ')}` : ''}`,
      ok: wrong.length === 0,
    };
  },
};

const stops = {
  'failed to start': {
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: pull access denied',
  },
  'no memory': {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'OutOfMemoryError: Container killed',
    exitCode: 137,
  },
  'ended by itself': {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode: 3,
  },
  'stopped by hand': { stopCode: 'UserInitiated', stoppedReason: 'stopped by ada' },
  'machine gone': { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' },
};

/** AWS-2 */
export const taskEnds: Scenario = {
  id: 'AWS-2',
  title: '',
  expected: 'failed, each with its own reason; ≤ start time-out; repeats and late events change nothing',
  async run({ host: sharedHost, small, random, finally: undo }) {
    const host = await small();
    const { development, repository } = await givenSmallApp(host, 'task-ends');
    undo(() => repository.remove());
    const reasons: string[] = [];
    const wrong: string[] = [];
    for (const [name, stop] of Object.entries(stops)) {
      const { id } = await host.api.start('deploy', { environmentId: development, force: true });
      if (name !== 'failed to start') await claim(host, id);
      const task = host.tasks.of(id).at(-1);
      if (!task) throw new Error('no task');
      const event = { ...taskStoppedEvent({ ...task, stoppedAt: new Date().toISOString() }) };
      const stopped = {
        ...event,
        detail: {
          ...event.detail,
          ...stop,
          containers: [{ exitCode: 'exitCode' in stop ? stop.exitCode : undefined }],
        },
      };
      const pending = { ...event, detail: { ...event.detail, lastStatus: 'PENDING' } };
      const other = { ...event, detail: { ...event.detail, taskArn: `${event.detail.taskArn}0` } };
      for (const each of shuffled([pending, other, pending], random))
        await host.runner.invoke('taskStopped', each);
      await Promise.all([1, 2, 3].map(() => host.runner.invoke('taskStopped', stopped)));
      const ended = await host.api.deployment(id);
      for (const each of shuffled(
        [pending, other, stopped, { ...stopped, detail: { ...stopped.detail, stopCode: 'UserInitiated' } }],
        random,
      ))
        await host.runner.invoke('taskStopped', each);
      const later = await host.api.deployment(id);
      if (ended.status !== 'FAILED') wrong.push(`${name}: ${ended.status}`);
      if (JSON.stringify(ended) !== JSON.stringify(later)) wrong.push(`${name}: changed later`);
      reasons.push(ended.reason ?? '');
    }
    if (new Set(reasons).size !== reasons.length || reasons.includes(''))
      wrong.push(`reasons: ${reasons.join(' | ')}`);

    const real = await sharedHost();
    const seconds = 10;
    const app = await givenApp(real, 'never-starts', `console.log('ran');`, {
      settings: { startTimeoutSeconds: seconds },
    });
    await real.arm([{ at: 'claimDeployment:invoke:before', effect: { kind: 'hold' } }]);
    const began = performance.now();
    const { id } = await app.in('development').start('deploy', { force: true });
    const silent = await real.api.waitForDeployment(id, undefined, 60_000);
    const ms = performance.now() - began;
    await real.arm();
    if (silent.status !== 'FAILED' || ms > (seconds + 12) * 1000)
      wrong.push(`never starts: ${silent.status} after ${duration(ms)}`);
    return {
      did: `each of ${Object.keys(stops).length} ways in which a task stops, told three times at once and again in another order; a builder that never comes (start time-out ${seconds} s)`,
      measured: `${new Set(reasons).size} reasons; never started: ${silent.status} after ${duration(ms)} (“${silent.reason ?? ''}”)${wrong.length > 0 ? `; ${wrong.join('; ')}` : ''}`,
      ok: wrong.length === 0,
    };
  },
};
