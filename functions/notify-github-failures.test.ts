/** What GitHub refuses, cannot do now, or was never told: nothing is lost, and nobody is asked without end. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { EnvironmentRecord } from '../core/records';
import { lookAfterReports } from './engine/open-reports';
import { invokeFunction } from './testing/api';
import { hash } from './testing/apps';
import { useClock } from './testing/clock';
import type { FakeAnswer } from './testing/github/app';
import { useInstallation } from './testing/installation';
import { deliverAll, givenConnected, notify } from './testing/reports';

const trellis = useInstallation();
const clock = useClock();
const MINUTE = 60_000;
let development: EnvironmentRecord;

beforeEach(async () => {
  ({ development } = await givenConnected(trellis));
  trellis.github.instead = () => undefined;
});

/** A deployment that has ended, whose events are still on their way. Gives its id and the last event. */
const ended = async (commit = 'a') => {
  const input = { environmentId: development.id, commit: hash(commit) };
  const { id } = await trellis.call('deploy', { input });
  await trellis.run(id);
  const last = trellis.aws.events.splice(0).at(-1);
  if (!last) throw new Error('the bus was told nothing');
  return { id, last };
};

/** Answers calls whose path fits in GitHub's stead. */
const instead = (pattern: RegExp, answer: FakeAnswer): void => {
  trellis.github.instead = (path) => (pattern.test(path) ? answer : undefined);
};

const refusal = (status: number, message = 'no', headers: Record<string, string> = {}): FakeAnswer => ({
  status,
  headers,
  body: { message },
});

const shown = (id: string) => trellis.github.reports.shown(id)?.state;
const commit = (digit = 'a') => trellis.github.reports.commit(hash(digit), 'trellis/shop/development')?.state;
const sweep = () => invokeFunction('sweeper', {});
const due = () => trellis.aws.events.filter((event) => event['detail-type'] === 'Deployment Report Due');

/** The lines that operators read, of one sentence. */
const linesOf = (spy: { mock: { calls: unknown[][] } }, sentence: string): unknown[] =>
  spy.mock.calls.filter(([line]) => String(line).includes(sentence));

describe('GitHub that cannot be told now', { timeout: 30_000 }, () => {
  test('makes the function fail, and the retry makes everything good', async () => {
    const { id, last } = await ended();
    instead(/statuses/, refusal(502));
    await expect(notify(last)).rejects.toMatchObject({ code: 'github.unavailable' });
    trellis.github.instead = () => undefined;
    await notify(last);
    expect([shown(id), commit()]).toEqual(['success', 'success']);
    expect(trellis.github.reports.of(id)).toHaveLength(1);
  });

  test('gets no second GitHub Deployment when the answer about the first one was lost', async () => {
    const { id, last } = await ended();
    trellis.github.reports.afterwards = (made) => (made.status === 201 ? refusal(504) : made);
    await expect(notify(last)).rejects.toMatchObject({ code: 'github.unavailable' });
    expect(trellis.github.reports.of(id)).toHaveLength(1);
    trellis.github.reports.afterwards = (made) => made;
    await notify(last);
    expect(trellis.github.reports.of(id)).toHaveLength(1);
    expect(shown(id)).toBe('success');
  });

  test.each([
    ['the hourly limit', () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inMinutes(20) })],
    ['the limit against haste', () => ({ 'retry-after': String(20 * 60) })],
  ])('because of %s is left alone until it is over, and then told', async (_limit, headers) => {
    const { id, last } = await ended();
    instead(/\/deployments/, refusal(403, 'API rate limit exceeded', headers()));
    await expect(notify(last)).rejects.toMatchObject({ code: 'github.rate_limited' });
    trellis.github.instead = () => undefined;

    const asked = trellis.github.requests.length;
    clock.pass(10 * MINUTE);
    await notify(last);
    await sweep();
    expect([trellis.github.requests.length, due().length]).toEqual([asked, 0]);

    clock.pass(11 * MINUTE);
    await sweep();
    await deliverAll(trellis);
    expect([shown(id), commit()]).toEqual(['success', 'success']);
  });

  test('because its token has just ended is told with another', async () => {
    const { id, last } = await ended();
    instead(/\/deployments/, refusal(401, 'Bad credentials'));
    await expect(notify(last)).rejects.toMatchObject({ code: 'github.unauthorized' });
    trellis.github.instead = () => undefined;
    await notify(last);
    expect(shown(id)).toBe('success');
    const writing = [...trellis.github.app.tokens.values()].filter(
      ({ permissions }) => permissions.deployments,
    );
    expect(writing).toHaveLength(2);
  });
});

const inMinutes = (minutes: number): string => String(Math.ceil(Date.now() / 1000) + minutes * 60);

describe('GitHub that refuses', { timeout: 30_000 }, () => {
  test.each([
    ['a repository that the App was never granted', () => (trellis.github.app.installations = [])],
    ['an installation that is suspended', () => suspend()],
    ['an App whose key was revoked', () => (trellis.github.app.revoked = true)],
    ['a repository that was moved', () => trellis.github.app.moved.push('acme/shop')],
  ])('%s is asked once a deployment, and the operator told once', async (_what, make) => {
    make();
    const lines = vi.spyOn(console, 'error').mockReturnValue();
    const { id, last } = await ended();
    await notify(last);
    const asked = trellis.github.requests.length;
    await notify(last);
    clock.pass(60 * MINUTE);
    await sweep();
    expect(trellis.github.requests).toHaveLength(asked);
    expect(due()).toEqual([]);
    expect(linesOf(lines, 'does not take the report')).toHaveLength(2);
    expect(linesOf(lines, id)).toHaveLength(2);
    lines.mockRestore();
  });

  test('one part is still told the other', async () => {
    const { id, last } = await ended();
    instead(/\/deployments/, refusal(403, 'Resource not accessible by integration'));
    const lines = vi.spyOn(console, 'error').mockReturnValue();
    await notify(last);
    expect([shown(id), commit()]).toEqual([undefined, 'success']);
    expect(linesOf(lines, 'does not take the report')).toHaveLength(1);
    lines.mockRestore();
  });

  test('to take back what somebody deleted there shows the new deployment all the same', async () => {
    const first = await ended('a');
    await notify(first.last);
    trellis.github.reports.forget();
    const second = await ended('b');
    await notify(second.last);
    expect(shown(second.id)).toBe('success');
    const third = await ended('c');
    await notify(third.last);
    expect([shown(second.id), shown(third.id)]).toEqual(['inactive', 'success']);
  });
});

const suspend = (): void => {
  for (const installation of trellis.github.app.installations) installation.suspended = true;
};

describe('the end of a deployment whose events were all lost', { timeout: 30_000 }, () => {
  test('is told because the sweeper asks for it', async () => {
    const { id } = await ended();
    await sweep();
    expect(due()).toEqual([]);
    clock.pass(4 * MINUTE);
    await sweep();
    expect(due().map(({ detail }) => detail.deploymentId)).toEqual([id]);
    await deliverAll(trellis);
    expect([shown(id), commit()]).toEqual(['success', 'success']);
    clock.pass(24 * 60 * MINUTE);
    await sweep();
    expect(due()).toEqual([]);
  });

  test('is asked for a few times and then given up', async () => {
    await ended();
    const lines = vi.spyOn(console, 'error').mockReturnValue();
    for (let hours = 0; hours < 60; hours += 1) {
      clock.pass(60 * MINUTE);
      await sweep();
    }
    expect(due()).toHaveLength(6);
    expect(linesOf(lines, 'is given up')).toHaveLength(1);
    lines.mockRestore();
  });

  test('is not asked for while it goes on', async () => {
    const { id } = await trellis.call('deploy', {
      input: { environmentId: development.id, commit: hash('a') },
    });
    clock.pass(4 * MINUTE);
    await lookAfterReports();
    expect(due()).toEqual([]);
    await trellis.run(id);
    clock.pass(11 * MINUTE);
    await sweep();
    expect(due()).toHaveLength(1);
  });
});
