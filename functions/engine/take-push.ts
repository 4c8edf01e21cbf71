/**
 * A push on its way into an environment. The environment is read first, then the branch's head, and whatever follows from the two is
 * written only while the environment is as it was read. So heads are admitted in the order in which they were read, and an older
 * commit never follows a newer one, in whatever order deliveries come.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { TrellisError } from '../../core/errors';
import { followedSource, judgePush, type PushClaim, type PushVerdict } from '../../core/push-order';
import type { AppRecord, Commit, DeploymentRecord, EnvironmentRecord, PushedHead } from '../../core/records';
import { commitUrl } from '../../core/repository';
import { newId } from '../adapters/ids';
import { findDeployment } from '../adapters/store/deployments';
import { changeLock, rereadEnvironment } from '../adapters/store/environments';
import { noteReplaced, replacedCommits } from '../adapters/store/replaced-commits';
import { headNow } from './heads';
import { EnvironmentMoved, requestDeployment, type Reserved } from './request';

/** What a push says. */
export interface PushRequest {
  app: AppRecord;
  environment: EnvironmentRecord;
  branch: string;
  /** The pushed commit. */
  commit: Commit;
  /** The commit that it replaced; null when it is not known. */
  before: string | null;
  reserved: Reserved | undefined;
}

type Refusal = Extract<PushVerdict, { refuse: unknown }>;

/** Each try means that something else was admitted meanwhile. */
const MAX_TRIES = 100;
/** How long to wait before a head that looks old is asked for again. */
const PATIENCE_MS = [500, 1_500];

/** What the environment remembers of a commit that a push brings. */
const pushedOf = (
  { app, environment, branch }: Pick<PushRequest, 'app' | 'environment' | 'branch'>,
  commit: string,
): PushedHead => ({
  source: followedSource(app, branch),
  commit,
  taken: true,
  looks: (environment.pushed?.looks ?? 0) + 1,
});

/** The request for the commit that a push brings. */
export const requestOfPush = (push: PushRequest) => ({
  reserved: push.reserved,
  app: push.app,
  environment: push.environment,
  kind: 'DEPLOY' as const,
  trigger: 'PUSH' as const,
  commit: push.commit,
  branch: push.branch,
  startedBy: push.commit.author ?? 'a push',
  startedById: null,
  pushed: pushedOf(push, push.commit.hash),
});

/** Reads the head, and again when it looks older than the push itself, and decides. */
const judge = async (
  { app, branch, environment }: PushRequest,
  claim: PushClaim,
  readable: boolean,
): Promise<{ verdict: Exclude<PushVerdict, { again: true }>; readable: boolean }> => {
  const source = followedSource(app, branch);
  const pushed = environment.pushed?.source === source ? environment.pushed : undefined;
  for (let asked = 0; ; asked += 1) {
    const head = readable ? await headNow(app, branch) : undefined;
    const replaced = await replacedCommits(environment.id, source);
    const wait = PATIENCE_MS[asked];
    const verdict = judgePush(claim, { head, pushed, replaced, patient: wait !== undefined });
    if (!('again' in verdict)) return { verdict, readable: head !== undefined };
    await delay(wait);
  }
};

/** Asks for a commit's admission; undefined when something else was admitted since the environment was read. */
const admit = async (request: PushRequest, hash: string): Promise<DeploymentRecord | undefined> => {
  // Nothing but its hash is known of a commit that no push told of; its clone tells the rest.
  const own = hash === request.commit.hash;
  const commit: Commit = own ? request.commit : { hash, url: commitUrl(request.app.repository, hash) };
  try {
    return await requestDeployment({ ...requestOfPush({ ...request, commit }), unmoved: true });
  } catch (error) {
    if (error instanceof EnvironmentMoved) return undefined;
    throw error;
  }
};

/**
 * Notes that a push was judged although nothing was admitted for it, so that no push which looked at the branch before is admitted
 * after; false when the environment is not as it was read.
 */
const noteJudged = async ({ environment }: PushRequest, pushed: PushedHead): Promise<boolean> =>
  (await changeLock(environment, {}, { pushed })) !== undefined;

const refuse = async (request: PushRequest, verdict: Refusal): Promise<Refusal | undefined> => {
  const { pushed } = request.environment;
  const noted = !pushed || (await noteJudged(request, { ...pushed, looks: pushed.looks + 1 }));
  return noted ? verdict : undefined;
};

/** One try to bring a commit; undefined when the environment moved on meanwhile. */
const bring = async (
  request: PushRequest & { reserved: Reserved },
  hash: string,
): Promise<DeploymentRecord | Refusal | undefined> => {
  const deployment = await admit(request, hash);
  if (!deployment) return undefined;
  const isNew = deployment.id === request.reserved.id;
  if (isNew && deployment.status !== 'SKIPPED') return deployment;
  if (!(await noteJudged(request, pushedOf(request, hash)))) return undefined;
  // What is not new was wanted already, by a person or by another push.
  return isNew ? deployment : { refuse: hash === request.commit.hash ? 'duplicate' : 'overtaken' };
};

const checkUnpaused = ({ name, pausedReason }: EnvironmentRecord): void => {
  if (pausedReason !== null) throw new TrellisError('environment.paused', { name, reason: pausedReason });
};

/** A request that got its place before it was interrupted. */
const placeOf = ({ active, queued, awaiting }: EnvironmentRecord, id: string) =>
  [active, queued, awaiting].find((each) => each?.id === id);

/**
 * Takes a push: deploys the newest commit of its branch.
 *
 * @throws TrellisError `push.duplicate`, `push.overtaken`, `environment.paused`
 */
export const takePush = async (given: PushRequest): Promise<DeploymentRecord> => {
  const { app, branch, commit, before } = given;
  const { id: environmentId, name } = given.environment;
  const reserved = given.reserved ?? { id: newId('dep'), repeated: false };
  const known = reserved.repeated ? await findDeployment(reserved.id) : undefined;
  if (known) return known;
  // First of all, so that what it replaced is never admitted after it.
  if (before !== null) await noteReplaced(environmentId, followedSource(app, branch), before);

  let readable = true;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const environment = await rereadEnvironment(given.environment);
    const request = { ...given, environment, reserved };
    const place = placeOf(environment, reserved.id);
    if (place?.commit) return requestDeployment(requestOfPush({ ...request, commit: place.commit }));
    checkUnpaused(environment);
    const { verdict, ...judged } = await judge(request, { commit: commit.hash, before }, readable);
    // Not asked again: the sender of the push waits for an answer.
    readable = judged.readable;
    const taken = await ('take' in verdict ? bring(request, verdict.take) : refuse(request, verdict));
    if (taken && 'refuse' in taken)
      throw new TrellisError(`push.${taken.refuse}`, { name, commit: commit.hash.slice(0, 7), branch });
    if (taken) return taken;
  }
  throw new TrellisError('internal.unexpected', { detail: `${name} is asked for too much at once` });
};
