/**
 * Reports in order without making the steps wait for each answer. While one report is on its way, what changes meanwhile goes
 * into the next one together. What answers say about stopping is acted on at once.
 */
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { LOG_GRACE_MS } from '../core/log-end';
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
  /** Asks where to put the artifact, which must be sent at once; null when the API does not want it, or did not say. */
  uploadUrl(): Promise<string | null>;
  /** True when the API took it, now or in an earlier try. It takes it once it has all lines of the log. */
  finish(finish: Finish): Promise<boolean>;
  /** Starts sending heartbeats whenever nothing else was reported for so long; returns how to end it. */
  beat(seconds: number): () => void;
}

/** Pauses between two reports of the same end, in milliseconds. */
const firstPauseMs = 8;
const longestPauseMs = 250;
/** The API ends the waiting itself; a builder that it never answers so goes away in the end. */
const patienceMs = 3 * LOG_GRACE_MS;

const isLost = (error: unknown): boolean =>
  error instanceof ApiRefusal &&
  (error.code === 'deployment.lease_refused' || error.code === 'deployment.ended');

/**
 * A reporter for a claimed job.
 *
 * @param wait pauses so many milliseconds
 * @param clock milliseconds that only grow
 */
export const createReporter = (
  api: Api,
  job: Job,
  stop: Stop,
  wait: (milliseconds: number) => Promise<unknown> = delay,
  clock: () => number = () => performance.now(),
): Reporter => {
  let chain: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let last = clock();
  let seq = 0;
  let steps: Step[] = [];
  const changed = new Set<StepName>();
  let commit: CommitFacts | undefined;
  /** The report that will take the changes along; undefined when none waits for its turn. */
  let next: Promise<ReportAnswer | undefined> | undefined;

  const post = async (report: Report): Promise<ReportAnswer | undefined> => {
    try {
      seq += 1;
      const answer = await api.report(job.deploymentId, job.lease, { ...report, seq });
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
      last = clock();
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
    uploadUrl: async () => (await enqueue(() => ({ artifactUpload: true })))?.artifactUploadUrl ?? null,
    async finish(finish) {
      let least = Infinity;
      let progressAt = clock();
      for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
        const stalledMs = least === Infinity ? 0 : Math.round(clock() - progressAt);
        const answer = await enqueue(() => ({ finish: { ...finish, stalledMs } }));
        // Its first try may have been taken although the answer was lost: then the lease is gone, and all is well.
        if (answer === undefined) return stop.reason() === 'LOST';
        if (answer.awaitsLines === 0) return true;
        if (answer.awaitsLines < least) progressAt = clock();
        else if (stalledMs > patienceMs) return false;
        least = Math.min(least, answer.awaitsLines);
        await wait(pause);
      }
    },
    beat(seconds) {
      const timer = setInterval(
        () => {
          if (waiting === 0 && clock() - last >= seconds * 1_000) void heartbeat();
        },
        Math.max(50, (seconds * 1_000) / 4),
      );
      return () => clearInterval(timer);
    },
  };
};
