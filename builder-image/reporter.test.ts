import { describe, expect, it } from 'vitest';
import type { Step } from '../core/records';
import { LOG_GRACE_MS } from '../core/log-end';
import type { Api, Finish, NumberedReport, ReportAnswer } from './api';
import { ApiRefusal } from './api';
import { createReporter } from './reporter';
import { createStop } from './stop';
import { makeJob } from './testing/job';

const going: ReportAnswer = {
  status: 'RUNNING',
  cancel: false,
  current: true,
  awaitsLines: 0,
  artifactUploadUrl: null,
};

const setUp = () => {
  const reports: NumberedReport[] = [];
  const answers: { give: (answer: ReportAnswer | Error) => void }[] = [];
  let arrived: (() => void) | undefined;
  const api: Api = {
    claim: () => Promise.reject(new Error('not used')),
    targetCredentials: () => Promise.reject(new Error('not used')),
    report: (_id, _lease, report) => {
      // A copy, as it would be on the wire.
      reports.push(structuredClone(report));
      const answer = new Promise<ReportAnswer>((resolve, reject) =>
        answers.push({ give: (given) => (given instanceof Error ? reject(given) : resolve(given)) }),
      );
      arrived?.();
      return answer;
    },
  };
  const stop = createStop();
  const job = makeJob({ path: '/r', commit: 'a'.repeat(40) });
  const pauses: number[] = [];
  const pause = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  // The clock of the test goes on with each pause.
  const reporter = createReporter(api, job, stop, pause, () => pauses.reduce((sum, each) => sum + each, 0));
  const arrival = async (count: number): Promise<void> => {
    while (reports.length < count) await new Promise<void>((resolve) => (arrived = resolve));
  };
  return { reporter, reports, answers, stop, arrival, pauses };
};

const finish: Finish = {
  status: 'SUCCEEDED',
  outputs: [],
  logLines: 9,
  logHash: '',
  logOmitted: 0,
  artifactKept: false,
};

const step = (name: Step['name'], status: Step['status']): Step => ({ name, status });

describe('the reporter', () => {
  it('sends the plan and its first step together, and single changes alone', async () => {
    const { reporter, reports, answers, arrival } = setUp();
    reporter.plan([step('CLONE', 'PENDING'), step('DEPLOY', 'PENDING')]);
    const first = reporter.step(step('CLONE', 'RUNNING'));
    await arrival(1);
    expect(reports).toEqual([{ seq: 1, plan: [step('CLONE', 'RUNNING'), step('DEPLOY', 'PENDING')] }]);
    answers[0]?.give(going);
    expect(await first).toEqual(going);
    void reporter.step(step('CLONE', 'SUCCEEDED'));
    await arrival(2);
    expect(reports[1]).toEqual({ seq: 2, step: step('CLONE', 'SUCCEEDED') });
  });

  it('says once what the clone found of the commit, together with the step', async () => {
    const { reporter, reports, answers, arrival } = setUp();
    const commit = { hash: 'a'.repeat(40), subject: 'Add a cart', author: 'Ada' };
    reporter.commit(commit);
    void reporter.step(step('CLONE', 'SUCCEEDED'));
    await arrival(1);
    expect(reports[0]).toEqual({ seq: 1, step: step('CLONE', 'SUCCEEDED'), commit });
    answers[0]?.give(going);
    void reporter.step(step('TEST', 'RUNNING'));
    await arrival(2);
    expect(reports[1]).toEqual({ seq: 2, step: step('TEST', 'RUNNING') });
  });

  it('sends in one report what changed while another was on its way, and the end after all of it', async () => {
    const { reporter, reports, answers, arrival } = setUp();
    void reporter.step(step('CLONE', 'RUNNING'));
    await arrival(1);
    void reporter.step(step('CLONE', 'SUCCEEDED'));
    const deploy = reporter.step(step('DEPLOY', 'RUNNING'));
    const finished = reporter.finish(finish);
    answers[0]?.give(going);
    await arrival(2);
    answers[1]?.give({ ...going, current: false });
    expect((await deploy)?.current).toBe(false);
    await arrival(3);
    answers[2]?.give(going);
    expect(await finished).toBe(true);
    expect(reports.slice(1)).toEqual([
      { seq: 2, plan: [step('CLONE', 'SUCCEEDED'), step('DEPLOY', 'RUNNING')] },
      { seq: 3, finish: { ...finish, stalledMs: 0 } },
    ]);
  });

  it('stops the deployment when someone cancelled it, and when it is lost', async () => {
    const cancelled = setUp();
    const beat = cancelled.reporter.heartbeat();
    await cancelled.arrival(1);
    cancelled.answers[0]?.give({ ...going, cancel: true });
    await beat;
    expect(cancelled.stop.reason()).toBe('CANCELLED');

    const lost = setUp();
    const report = lost.reporter.heartbeat();
    await lost.arrival(1);
    lost.answers[0]?.give(new ApiRefusal('deployment.lease_refused', 'no'));
    expect(await report).toBeUndefined();
    expect(lost.stop.reason()).toBe('LOST');
  });

  it('goes on after a report that was refused for another reason', async () => {
    const { reporter, answers, stop, arrival } = setUp();
    const first = reporter.heartbeat();
    await arrival(1);
    answers[0]?.give(new ApiRefusal('input.invalid', 'no'));
    expect(await first).toBeUndefined();
    expect(stop.signal.aborted).toBe(false);
    const second = reporter.heartbeat();
    await arrival(2);
    answers[1]?.give(going);
    expect(await second).toEqual(going);
  });

  it('tells its end again until all lines of the log are stored', async () => {
    const { reporter, reports, answers, pauses, arrival } = setUp();
    const finished = reporter.finish(finish);
    const missing = [9, 5, 5, 5, 2, 0];
    for (const [index, awaitsLines] of missing.entries()) {
      await arrival(index + 1);
      answers[index]?.give({ ...going, awaitsLines });
    }
    expect(await finished).toBe(true);
    expect(reports.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(pauses).toEqual([8, 16, 32, 64, 128]);
    // Counted from the answer that last brought the number down.
    expect(reports.map((report) => report.finish?.stalledMs)).toEqual([0, 8, 16, 48, 112, 128]);
  });

  it('gives up when the API neither takes its end nor any line', async () => {
    const { reporter, reports, answers, pauses, arrival } = setUp();
    const finished = reporter.finish(finish);
    let over = false;
    void finished.then(() => (over = true));
    for (let count = 1; !over && count < 1_000; count += 1) {
      await Promise.race([arrival(count), finished]);
      answers[count - 1]?.give({ ...going, awaitsLines: 1 });
    }
    expect(await finished).toBe(false);
    expect(reports.at(-1)?.finish?.stalledMs).toBeGreaterThan(LOG_GRACE_MS);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(250);
  });
});
