/** Runs what acts in the environment's AWS account: it, and nothing else of a deployment, gets the account's credentials. */
import { ApiRefusal, type TargetCredentials } from './api';
import type { StepLog } from './build-log';
import { failureOfRefusal } from './failures';
import type { StepEnd } from './perform';
import type { Session } from './session';
import { misleading, targetEnvironment } from './target-environment';
import { openTargetEndpoint } from './target-endpoint';
import { createTargetSource } from './target-source';

type Environment = Record<string, string>;
type Work = (env: Environment) => Promise<StepEnd>;

const stopped: StepEnd = { end: { kind: 'stopped' } };

/** What is promised, or undefined when the deployment must stop meanwhile. */
const unlessStopped = async <T>(signal: AbortSignal, promised: Promise<T>): Promise<T | undefined> => {
  let leave = (): void => undefined;
  const stop = new Promise<undefined>((resolve) => {
    leave = () => resolve(undefined);
    signal.addEventListener('abort', leave, { once: true });
  });
  // Nobody waits for it any more after a stop.
  promised.catch(() => undefined);
  try {
    return await Promise.race([promised, stop]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
};

/** Runs `work` with the credentials of the environment's account, or as it is when the environment has none. */
export const withTarget = async (
  session: Session,
  env: Environment,
  log: StepLog,
  work: Work,
): Promise<StepEnd> => {
  const { api, job, hide, stop } = session;
  const { target } = job;
  if (target === null) return work(env);
  const ignored = misleading(job.variables.map(({ name }) => name));
  if (ignored.length > 0)
    log.say(`Left out, because this environment has an AWS account of its own: ${ignored.join(', ')}.`);

  let told = '';
  const source = createTargetSource({
    ask: () => api.targetCredentials(job.deploymentId, job.lease),
    hide,
    onProblem(error) {
      const problem = error instanceof Error ? error.message : 'unknown';
      if (problem !== told) log.say(`AWS credentials could not be renewed: ${problem}`);
      told = problem;
    },
  });
  let credentials: TargetCredentials | undefined;
  try {
    credentials = await unlessStopped(stop.signal, source.get());
  } catch (error) {
    if (error instanceof ApiRefusal) return { failure: failureOfRefusal(error) };
    throw error;
  }
  if (credentials === undefined) return stopped;
  if (target.asVariables) return work(targetEnvironment(env, target.region, credentials));

  const endpoint = await openTargetEndpoint(source);
  hide([endpoint.token]);
  const endRenewal = source.keepFresh();
  try {
    return await work(targetEnvironment(env, target.region, endpoint));
  } finally {
    endRenewal();
    await endpoint.close();
  }
};
