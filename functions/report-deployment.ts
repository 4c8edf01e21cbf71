/** `Mutation.reportDeployment`: how far a builder is, and whether it may go on. */
import { z } from 'zod';
import { TrellisError } from '../core/errors';
import type { Commit, DeploymentRecord, Step } from '../core/records';
import { isTerminal } from '../core/states';
import { summaryOf, withStep } from '../core/summary';
import { artifactKey } from './adapters/artifacts';
import { fieldHandler } from './adapters/field-handler';
import { hashOf, now, sameText } from './adapters/ids';
import { id } from './adapters/input';
import { changeDeployment, findDeployment, withLease } from './adapters/store/deployments';
import { rereadEnvironment, showProgress } from './adapters/store/environments';
import { announce } from './engine/announce';
import { endDeployment } from './engine/lifecycle';

/** A report without news writes at most this often; the sweeper waits a multiple of it. */
const HEARTBEAT_WRITE_MS = 10_000;
const MAX_TEXT = 2_000;

const text = z.string().transform((value) => value.slice(0, MAX_TEXT));

const step = z.object({
  name: z.enum(['CLONE', 'INSTALL', 'TEST', 'BUILD', 'DEPLOY', 'OUTPUTS']),
  status: z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED']),
  command: text.nullish(),
  exitCode: z.number().int().nullish(),
  note: text.nullish(),
  startedAt: z.string().max(40).nullish(),
  finishedAt: z.string().max(40).nullish(),
});

const commit = z.object({ hash: z.string().max(64), subject: text.nullish(), author: text.nullish() });

const finish = z.object({
  status: z.enum(['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT']),
  reason: text.nullish(),
  nextStep: text.nullish(),
  commit: commit.nullish(),
  outputs: z
    .array(z.object({ name: z.string().min(1).max(200), value: z.string().max(4_000) }))
    .max(50)
    .nullish(),
  logLines: z.number().int().min(0),
  logHash: z.string().max(64),
  artifactKept: z.boolean(),
});

const args = z.object({
  input: z.object({
    deploymentId: id,
    lease: z.string().min(1).max(200),
    step: step.nullish(),
    plan: z.array(step).max(20).nullish(),
    commit: commit.nullish(),
    finish: finish.nullish(),
  }),
});

type Input = z.infer<typeof args>['input'];
type Finish = z.infer<typeof finish>;

const present = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>;

/** The commit after a report; a push may have said more of it than the clone does. */
const commitAfter = (before: Commit | null, said: Input['commit']): Commit | null =>
  said ? { ...before, ...present(said), hash: said.hash } : before;

/** The steps after a report; what a report leaves out stays. */
const stepsAfter = (before: readonly Step[], input: Input): Step[] => {
  const planned = input.plan ?? before;
  return input.step
    ? withStep(planned, { ...present(input.step), name: input.step.name, status: input.step.status })
    : [...planned];
};

/** True while this deployment holds its environment. */
const isCurrent = async ({
  id,
  appId,
  environmentId,
  environmentName,
}: DeploymentRecord): Promise<boolean> => {
  const environment = await rereadEnvironment({ id: environmentId, appId, name: environmentName });
  return environment.active?.id === id;
};

const answer = (deployment: DeploymentRecord, current: boolean) => ({
  deploymentId: deployment.id,
  status: deployment.status,
  cancel: deployment.cancelRequested && !isTerminal(deployment.status),
  current,
});

const end = async (deployment: DeploymentRecord, said: Finish, leaseHash: string) => {
  const ended = await endDeployment(
    deployment,
    {
      status: said.status,
      reason: said.reason,
      nextStep: said.nextStep,
      more: {
        commit: commitAfter(deployment.commit, said.commit),
        outputs: said.outputs ?? [],
        logLines: said.logLines,
        logHash: said.logHash,
        artifactKey: said.artifactKept
          ? artifactKey(deployment.appId, deployment.id)
          : deployment.artifactKey,
      },
    },
    withLease(leaseHash),
  );
  if (!ended) throw new TrellisError('deployment.lease_refused');
  return answer(ended, true);
};

const progress = async (deployment: DeploymentRecord, input: Input, leaseHash: string) => {
  const changed = await changeDeployment(
    deployment.id,
    {
      steps: stepsAfter(deployment.steps, input),
      commit: commitAfter(deployment.commit, input.commit),
      heartbeatAt: now(),
    },
    ['RUNNING'],
    withLease(leaseHash),
  );
  if (!changed) throw new TrellisError('deployment.lease_refused');
  const place = { appId: changed.appId, name: changed.environmentName };
  const shown = await showProgress(place, summaryOf(changed));
  await announce(changed);
  return answer(changed, shown !== undefined);
};

const heartbeat = async (deployment: DeploymentRecord, leaseHash: string) => {
  const last = deployment.heartbeatAt === null ? 0 : Date.parse(deployment.heartbeatAt);
  if (Math.abs(Date.now() - last) < HEARTBEAT_WRITE_MS) return answer(deployment, true);
  const changed = await changeDeployment(
    deployment.id,
    { heartbeatAt: now() },
    ['RUNNING'],
    withLease(leaseHash),
  );
  if (!changed) throw new TrellisError('deployment.lease_refused');
  return answer(changed, await isCurrent(changed));
};

export const handler = fieldHandler({
  permission: 'internal',
  args,
  run: async ({ input }) => {
    const leaseHash = hashOf(input.lease);
    const deployment = await findDeployment(input.deploymentId);
    if (!deployment?.leaseHash || !sameText(deployment.leaseHash, leaseHash))
      throw new TrellisError('deployment.lease_refused');
    // A finish that is told again, because its answer was lost, has one effect.
    if (input.finish) return end(deployment, input.finish, leaseHash);
    if (deployment.status !== 'RUNNING') throw new TrellisError('deployment.lease_refused');
    return input.step || input.plan
      ? progress(deployment, input, leaseHash)
      : heartbeat(deployment, leaseHash);
  },
});
