/**
 * Reports in order without making the steps wait for each answer. While one report is on its way, what changes meanwhile goes
 * into the next one together. What answers say about stopping is acted on at once.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Step, StepName } from '../core/records';
import { withStep } from '../core/summary';
import type { Api, CommitFacts, Finish, Report, ReportAnswer } from './api';
import { ApiRefusal } from './api';
import { diagnose } from './diagnose';
import type { Job } from './job';
import type { Stop } from './stop';

/** Says how far a deployment is. Answers are undefined when the API refused the report. */
export interface Reporter {
  plan(steps: Step[]): void;
  step(step: Step): Promise<ReportAnswer | undefined>;
  /** What is known of the commit; it travels with the next step. */
  commit(commit: CommitFacts): void;
  heartbeat(): Promise<ReportAnswer | undefined>;
  /** True when the API took it, now or in an earlier try. */
  finish(finish: Finish): Promise<boolean>;
  /** Starts sending heartbeats whenever nothing else was reported for so long; returns how to end it. */
  beat(seconds: number): () => void;
}

const isLost = (error: unknown): boolean =>
  error instanceof ApiRefusal &&
  (error.code === 'deployment.lease_refused' || error.code === 'deployment.ended');

/** A reporter for a claimed job. */
export const createReporter = (api: Api, job: Job, stop: Stop): Reporter => {
  let chain: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let last = performance.now();
  let steps: Step[] = [];
  const changed = new Set<StepName>();
  let commit: CommitFacts | undefined;
  /** The report that will take the changes along; undefined when none waits for its turn. */
  let next: Promise<ReportAnswer | undefined> | undefined;

  const post = async (report: Report): Promise<ReportAnswer | undefined> => {
    try {
      const answer = await api.report(job.deploymentId, job.lease, report);
      if (answer.cancel) stop.request('CANCELLED');
      return answer;
    } catch (error) {
      if (isLost(error)) stop.request('LOST');
      else diagnose('a report failed', error);
      return undefined;
    }
  };

  const enqueue = (make: () => Report): Promise<ReportAnswer | undefined> => {
    waiting += 1;
    const sent = chain.then(async () => {
      // What changes in the same moment (the plan and its first step) travels together.
      await nextTurn();
      const answer = await post(make());
      waiting -= 1;
      last = performance.now();
      return answer;
    });
    chain = sent;
    return sent;
  };

  const takeChanges = (): Report => {
    next = undefined;
    const [name] = changed;
    const step = changed.size === 1 ? steps.find((one) => one.name === name) : undefined;
    changed.clear();
    const more = commit && { commit };
    commit = undefined;
    return { ...(step === undefined ? { plan: steps } : { step }), ...more };
  };

  const reportChanges = (names: readonly StepName[]): Promise<ReportAnswer | undefined> => {
    for (const name of names) changed.add(name);
    next ??= enqueue(takeChanges);
    return next;
  };

  const heartbeat = (): Promise<ReportAnswer | undefined> => enqueue(() => ({}));

  return {
    plan(planned) {
      steps = planned;
      void reportChanges(planned.map(({ name }) => name));
    },
    step(step) {
      steps = withStep(steps, step);
      return reportChanges([step.name]);
    },
    commit(known) {
      commit = known;
    },
    heartbeat,
    // Its first try may have been taken although the answer was lost: then the lease is gone, and all is well.
    finish: async (finish) => (await enqueue(() => ({ finish }))) !== undefined || stop.reason() === 'LOST',
    beat(seconds) {
      const timer = setInterval(
        () => {
          if (waiting === 0 && performance.now() - last >= seconds * 1_000) void heartbeat();
        },
        Math.max(50, (seconds * 1_000) / 4),
      );
      return () => clearInterval(timer);
    },
  };
};
