/**
 * By the clock: looks at the branches that environments follow, and hands over what no webhook told of, after a downtime, a lost
 * delivery or without any webhook. What was handed over once is never news again (`pushed` of the environment's item), so a rollback
 * or a failure is not undone.
 */
import { isDue, backoffMs, pollSecondsOf, takesPushes } from '../core/polling';
import { followedSource, isPushRefusal } from '../core/push-order';
import type { AppRecord, EnvironmentRecord } from '../core/records';
import { ApiError, callApi } from './adapters/graphql';
import { report } from './adapters/report';
import { allApps, getAppWithEnvironments } from './adapters/store/apps';
import { changeLock } from './adapters/store/environments';
import { keepPoll, readPoll, showPollProblem, type PollState } from './adapters/store/polls';
import { lookAtBranches, type Look } from './engine/heads';
import { forgetToken, repositoryByKeptToken } from './engine/kept-tokens';

/** Repositories that are looked at side by side: one that hangs holds up none of the others. */
const WIDTH = 10;
/** What has not begun by then is left to the next round. */
const ROUND_MS = 40_000;

/** When each app was looked at, in this process: after a start every app is due. */
const lookedAt = new Map<string, number>();

const DEPLOY = `mutation MissedPush($input: DeployInput!) { deploy(input: $input) { id } }`;

/** Local repositories are watched, which is quicker. */
const isPolled = (app: AppRecord): boolean =>
  pollSecondsOf(app) > 0 && !app.repositoryKey.startsWith('file:');

/** Hands over a head that is news to an environment. The first one ever is only noted: it was there before anybody looked. */
const catchUp = async (app: AppRecord, environment: EnvironmentRecord, commit: string): Promise<void> => {
  const { id: environmentId, branch, pushed } = environment;
  const source = followedSource(app, branch ?? '');
  const looks = pushed?.looks ?? 0;
  if (pushed?.source !== source) {
    await changeLock(environment, {}, { pushed: { source, commit, taken: false, looks: looks + 1 } });
    return;
  }
  if (pushed.commit === commit) return;
  const push = { before: pushed.commit, deliveryId: `poll-${looks}` };
  const clientToken = `poll:${looks}:${commit}:${environmentId}`;
  try {
    // `deploy` reads the branch once more: another push may have been taken since it was read here.
    await callApi(DEPLOY, { input: { environmentId, branch, commit, push, clientToken } });
  } catch (error) {
    if (!(error instanceof ApiError && isPushRefusal(error.code))) throw error;
  }
};

const catchUpAll = async (app: AppRecord, followers: EnvironmentRecord[], look: Look): Promise<void> => {
  const results = await Promise.allSettled(
    followers.map(async (environment) => {
      const head = look.heads[environment.branch ?? ''];
      if (head) await catchUp(app, environment, head.commit);
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
};

/** Shows a new problem, tells it once, and waits longer after each failure. */
const settle = async (app: AppRecord, before: PollState, look: Look): Promise<void> => {
  // One branch that is gone does not slow down the others.
  const failed = look.problem !== null && Object.keys(look.heads).length === 0;
  const failures = failed ? before.failures + 1 : 0;
  const retryAt = failed ? Date.now() + backoffMs(app, failures, look.retryAfterMs) : 0;
  const after: PollState = { ...before, heads: { ...before.heads, ...look.heads }, failures, retryAt };
  if (JSON.stringify(after) !== JSON.stringify(before)) await keepPoll(app.id, after);
  if (failed) await forgetToken(app);
  if (look.problem === (app.pollProblem ?? null)) return;
  await showPollProblem(app.id, look.problem);
  if (look.problem !== null && !app.pollProblem)
    report('the branches of an app cannot be looked at', new Error(look.problem), { appId: app.id });
};

/** What was told of each app's last failure, in this process. */
const told = new Map<string, string>();

const tell = (appId: string, error: unknown): void => {
  const message = String(error);
  if (told.get(appId) !== message) report('an app’s branches could not be handed over', error, { appId });
  told.set(appId, message);
};

const lookAfter = async (listed: AppRecord): Promise<void> => {
  const state = await readPoll(listed.id, listed.repositoryKey);
  if (Date.now() < state.retryAt) return;
  const { app, environments } = await getAppWithEnvironments(listed.id);
  const followers = environments.filter(takesPushes);
  const branches = [...new Set(followers.flatMap(({ branch }) => branch ?? []))];
  if (branches.length === 0) return;
  const look = await lookAtBranches(await repositoryByKeptToken(app), branches, state.heads);
  await settle(app, state, look);
  await catchUpAll(app, followers, look);
};

export const handler = async (): Promise<void> => {
  const started = Date.now();
  const apps = (await allApps()).filter(isPolled);
  for (const id of lookedAt.keys()) if (!apps.some((app) => app.id === id)) lookedAt.delete(id);
  const due = apps
    .filter((app) => isDue(app, lookedAt.get(app.id), started))
    .sort((a, b) => (lookedAt.get(a.id) ?? 0) - (lookedAt.get(b.id) ?? 0));
  const work = async (): Promise<void> => {
    for (let app = due.shift(); app && Date.now() - started < ROUND_MS; app = due.shift()) {
      const { id } = app;
      lookedAt.set(id, Date.now());
      await lookAfter(app).then(
        () => told.delete(id),
        (error: unknown) => tell(id, error),
      );
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
};
