/** One step: reported as running, done, and reported as it ended. */
import type { PlannedStep } from '../core/frameworks';
import type { Step, StepName } from '../core/records';
import type { StepLog } from './build-log';
import type { Failure } from './failures';
import { commandFailure, notConfirmed, notCurrent } from './failures';
import type { CommandEnd } from './run-command';
import type { Session } from './session';

/** How the work of a step ended. */
export type StepEnd = { end: CommandEnd } | { failure: Failure };

/** The work is done and went well. */
export const succeeded: StepEnd = { end: { kind: 'exited', code: 0 } };

const now = (): string => new Date().toISOString();

/** How a step is reported when its work has ended. */
const endedStep = (step: Step, result: StepEnd): Step => {
  const finishedAt = now();
  if ('failure' in result) return { ...step, status: 'FAILED', note: result.failure.reason, finishedAt };
  const { end } = result;
  switch (end.kind) {
    case 'exited':
      return { ...step, status: end.code === 0 ? 'SUCCEEDED' : 'FAILED', exitCode: end.code, finishedAt };
    case 'killed':
      return { ...step, status: 'FAILED', note: `Ended by ${end.signal}.`, finishedAt };
    case 'not_started':
      return { ...step, status: 'FAILED', note: `Could not be started: ${end.detail}.`, finishedAt };
    case 'stopped':
      return { ...step, status: 'CANCELLED', note: 'Stopped before its end.', finishedAt };
  }
};

/** Reports a step as skipped, with the reason that the plan gives. */
export const skip = (session: Session, { name, note }: PlannedStep): Promise<undefined> => {
  void session.reporter.step({ name, status: 'SKIPPED', note });
  return Promise.resolve(undefined);
};

/** Reports a step that was not reached. */
export const leaveOut = (session: Session, { name, command }: PlannedStep): void => {
  const stopped = session.stop.signal.aborted;
  void session.reporter.step({
    name,
    command,
    status: session.stop.reason() === 'CANCELLED' ? 'CANCELLED' : 'SKIPPED',
    note: stopped ? 'Not started: the deployment was stopped.' : 'Not started: a step before it failed.',
  });
};

/** The last chance to learn that somebody cancelled, or that a newer deployment holds the environment. */
const mayDeploy = async (session: Session, step: Step): Promise<Failure | undefined> => {
  const answer = await session.reporter.step(step);
  if (session.stop.signal.aborted) return undefined;
  if (answer === undefined) return notConfirmed;
  return answer.current ? undefined : notCurrent;
};

/** Does a step. Returns why it failed; undefined when it went well, or was stopped. */
export const perform = async (
  session: Session,
  planned: { name: StepName; command: string | null; note?: string },
  work: (log: StepLog) => Promise<StepEnd>,
): Promise<Failure | undefined> => {
  const { reporter, stop, job } = session;
  const { name, command } = planned;
  const step: Step = { name, status: 'RUNNING', command, note: planned.note, startedAt: now() };
  const log = session.log.step(name);
  const attempt = async (): Promise<StepEnd> => {
    if (name === 'DEPLOY') {
      const failure = await mayDeploy(session, step);
      if (failure !== undefined) return { failure };
      if (stop.signal.aborted) return { end: { kind: 'stopped' } };
    } else {
      void reporter.step(step);
    }
    return work(log);
  };

  const result = await attempt();
  const ended = endedStep(step, result);
  void reporter.step(ended);
  if (ended.status !== 'FAILED') return undefined;
  const failure =
    'failure' in result
      ? result.failure
      : commandFailure(name, job.kind === 'TEARDOWN', command ?? '', result.end);
  log.say(failure.reason);
  return failure;
};
