/** Reports in order without making the steps wait for each answer; what answers say about stopping is acted on at once. */
import type { Step } from '../core/records';
import type { Api, Finish, Report, ReportAnswer } from './api';
import { ApiRefusal } from './api';
import { diagnose } from './diagnose';
import type { Job } from './job';
import type { Stop } from './stop';

/** Says how far a deployment is. */
export interface Reporter {
  plan(steps: Step[]): void;
  /** The answer; undefined when the API refused the report. */
  step(step: Step): Promise<ReportAnswer | undefined>;
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

  const send = (report: Report): Promise<ReportAnswer | undefined> => {
    waiting += 1;
    const sent = chain.then(async () => {
      try {
        const answer = await api.report(job.deploymentId, job.lease, report);
        if (answer.cancel) stop.request('CANCELLED');
        return answer;
      } catch (error) {
        if (isLost(error)) stop.request('LOST');
        else diagnose('a report failed', error);
        return undefined;
      } finally {
        waiting -= 1;
        last = performance.now();
      }
    });
    chain = sent;
    return sent;
  };

  const heartbeat = (): Promise<ReportAnswer | undefined> => send({});

  return {
    plan: (steps) => void send({ plan: steps }),
    step: (step) => send({ step }),
    heartbeat,
    finish: async (finish) => {
      await chain;
      // Its first try may have been taken although the answer was lost: then the lease is gone, and all is well.
      return (await send({ finish })) !== undefined || stop.reason() === 'LOST';
    },
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
