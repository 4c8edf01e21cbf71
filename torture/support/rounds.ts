/** A push to an app that is told until it is taken, as an operator redelivers what GitHub could not deliver. */
import { randomUUID } from 'node:crypto';
import type { Past } from './histories';
import type { AppUnderTest } from '../../e2e/support/trellis';
import { until } from '../../e2e/support/until';
import { wrongWith } from '../invariants';
import { deliver, signedPush, type Delivery } from './deliveries';
import type { FaultHost } from './fault-host';
import { historiesOf } from './histories';

/** Statuses after which nothing changes. */
export const terminal = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'EXPIRED', 'SUPERSEDED', 'SKIPPED'];

/** A push of a new commit. */
export interface PushUnderTest {
  commit: string;
  delivery: Delivery;
}

/** Commits, and signs the push of it. */
export const newPush = async (
  host: FaultHost,
  app: AppUnderTest & { slug: string },
  subject: string,
): Promise<PushUnderTest> => {
  const commit = await app.repository.commit(subject);
  return { commit, delivery: signedPush(host, { commit, repository: app.slug }, randomUUID()) };
};

/** The end of the deployments of a commit. */
const endsOf = async (host: FaultHost, environmentId: string, commit: string): Promise<Past[]> => {
  const all = await host.api.deployments(environmentId);
  return all.filter((each) => each.commit?.hash === commit).map((each) => each as Past);
};

/**
 * Waits until an app's environment is free and a commit has a deployment that ended; delivers the push again as long as there is
 * none that succeeded and nothing runs.
 *
 * @returns how long that took, in milliseconds; `undefined` when it did not come to an end in time
 */
export const recovers = async (
  host: FaultHost,
  environmentId: string,
  { commit, delivery }: PushUnderTest,
  deadlineMs = 90_000,
): Promise<{ ms: number; status: string } | undefined> => {
  const began = performance.now();
  let told = await deliver(host, delivery);
  const ask = async (): Promise<{ ms: number; status: string } | undefined> => {
    if (told.status === 0 || told.status >= 300) told = await deliver(host, delivery);
    const { active, queued } = await host.api.environment(environmentId);
    const [newest] = await endsOf(host, environmentId, commit);
    if (active || queued || !newest || !terminal.includes(newest.status)) return undefined;
    return { ms: performance.now() - began, status: newest.status };
  };
  return until(ask, { what: 'an end', deadlineMs, everyMs: 100 }).catch(() => undefined);
};

/** What is wrong with the environments of a host, without waiting for anything. */
export const wrongNow = async (host: FaultHost): Promise<string[]> =>
  (await historiesOf(host.api)).flatMap(wrongWith);
