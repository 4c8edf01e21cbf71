/** `Mutation.reportDeployment`: how far a builder is, and whether it may go on. */
import * as z from 'zod/mini';
import { keepsArtifact } from '../core/artifact';
import { TrellisError } from '../core/errors';
import type { Commit, DeploymentRecord, Finish, Step } from '../core/records';
import { withReported } from '../core/reported-steps';
import { sameText } from '../core/same-text';
import { isTerminal } from '../core/states';
import { summaryOf } from '../core/summary';
import { artifactKey, artifactWriteUrl } from './adapters/artifacts';
import { fieldHandler } from './adapters/field-handler';
import { hashOf, now } from './adapters/ids';
import { id } from './adapters/input';
import { changeDeployment, findDeployment, withReport } from './adapters/store/deployments';
import { rereadEnvironment, showProgress } from './adapters/store/environments';
import { announce } from './engine/announce';
import { finishDeployment } from './engine/finish';
import { freeEnvironment } from './engine/lifecycle';

/** A report without news writes at most this often; the sweeper waits a multiple of it. */
const HEARTBEAT_WRITE_MS = 10_000;
const MAX_TEXT = 2_000;

const text = z.pipe(
  z.string(),
  z.transform((value) => value.slice(0, MAX_TEXT)),
);
const count = z.int().check(z.gte(0));

const step = z.object({
  name: z.enum(['CLONE', 'INSTALL', 'TEST', 'BUILD', 'DEPLOY', 'OUTPUTS']),
  status: z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED']),
  command: z.nullish(text),
  exitCode: z.nullish(z.int()),
  note: z.nullish(text),
  startedAt: z.nullish(z.string().check(z.maxLength(40))),
  finishedAt: z.nullish(z.string().check(z.maxLength(40))),
});

const commit = z.object({
  hash: z.string().check(z.maxLength(64)),
  subject: z.nullish(text),
  author: z.nullish(text),
});

const finish = z.object({
  status: z.enum(['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT']),
  reason: z.nullish(text),
  nextStep: z.nullish(text),
  commit: z.nullish(commit),
  outputs: z.nullish(
    z
      .array(
        z.object({
          name: z.string().check(z.minLength(1), z.maxLength(200)),
          value: z.string().check(z.maxLength(4_000)),
        }),
      )
      .check(z.maxLength(50)),
  ),
  logLines: count,
  logHash: z.string().check(z.maxLength(64)),
  logOmitted: z.nullish(count),
  stalledMs: z.nullish(count),
  artifactKept: z.boolean(),
});

const args = z.object({
  input: z.object({
    deploymentId: id,
    lease: z.string().check(z.minLength(1), z.maxLength(200)),
    seq: z.int().check(z.gte(1)),
    step: z.nullish(step),
    plan: z.nullish(z.array(step).check(z.maxLength(20))),
    commit: z.nullish(commit),
    artifactUpload: z.nullish(z.boolean()),
    finish: z.nullish(finish),
  }),
});

type Input = z.infer<typeof args>['input'];

/** Who reports: the holder of the lease, with the report's number. */
interface Sender {
  leaseHash: string;
  seq: number;
}

const present = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>;

/** The commit after a report; a push may have said more of it than the clone does. */
const commitAfter = (before: Commit | null, said: Input['commit']): Commit | null =>
  said ? { ...before, ...present(said), hash: said.hash } : before;

const stepOf = (said: z.infer<typeof step>): Step => ({
  ...present(said),
  name: said.name,
  status: said.status,
});

const finishOf = (before: Commit | null, said: z.infer<typeof finish>): Finish => ({
  status: said.status,
  reason: said.reason ?? null,
  nextStep: said.nextStep ?? null,
  commit: commitAfter(before, said.commit),
  outputs: said.outputs ?? [],
  logLines: said.logLines,
  logHash: said.logHash,
  logOmitted: said.logOmitted ?? 0,
  artifactKept: said.artifactKept,
});

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

const answer = (deployment: DeploymentRecord, current: boolean, awaitsLines = 0) => ({
  deploymentId: deployment.id,
  status: deployment.status,
  cancel: deployment.cancelRequested && !isTerminal(deployment.status),
  current,
  awaitsLines,
});

/** Why a report cannot be taken; undefined when it can. */
const refusalOf = (deployment: DeploymentRecord, { leaseHash, seq }: Sender): TrellisError | undefined => {
  const { status, reportSeq } = deployment;
  if (!deployment.leaseHash || !sameText(deployment.leaseHash, leaseHash))
    return new TrellisError('deployment.lease_refused');
  if (isTerminal(status)) return new TrellisError('deployment.ended', { status });
  if (status !== 'RUNNING') return new TrellisError('deployment.lease_refused');
  return seq < reportSeq ? new TrellisError('deployment.report_stale', { seq, last: reportSeq }) : undefined;
};

/** Writes a report, unless the deployment has moved on since it was read: then says why it is not taken. */
const change = async (
  deployment: DeploymentRecord,
  changes: Partial<DeploymentRecord>,
  sender: Sender,
): Promise<DeploymentRecord> => {
  const changed = await changeDeployment(
    deployment.id,
    { ...changes, heartbeatAt: now() },
    ['RUNNING'],
    withReport(sender.leaseHash, sender.seq),
  );
  if (changed) return changed;
  const found = await findDeployment(deployment.id);
  throw (found && refusalOf(found, sender)) ?? new TrellisError('deployment.lease_refused');
};

const progress = async (deployment: DeploymentRecord, input: Input, sender: Sender) => {
  const reported = [...(input.plan ?? []), ...(input.step ? [input.step] : [])].map(stepOf);
  const changes = {
    steps: withReported(deployment.steps, reported),
    commit: commitAfter(deployment.commit, input.commit),
    reportSeq: sender.seq,
  };
  const changed = await change(deployment, changes, sender);
  const place = { appId: changed.appId, name: changed.environmentName };
  const shown = await showProgress(place, summaryOf(changed));
  await announce(changed);
  return answer(changed, shown !== undefined);
};

const heartbeat = async (deployment: DeploymentRecord, sender: Sender) => {
  const last = deployment.heartbeatAt === null ? 0 : Date.parse(deployment.heartbeatAt);
  if (Math.abs(Date.now() - last) < HEARTBEAT_WRITE_MS) return answer(deployment, true);
  const changed = await change(deployment, {}, sender);
  return answer(changed, await isCurrent(changed));
};

const end = async (deployment: DeploymentRecord, said: z.infer<typeof finish>, sender: Sender) => {
  const { deployment: after, awaitsLines } = await finishDeployment(deployment, {
    ...sender,
    finish: finishOf(deployment.commit, said),
    stalledMs: said.stalledMs ?? 0,
  });
  return answer(after, true, awaitsLines);
};

const takeReport = async (deployment: DeploymentRecord, input: Input, sender: Sender) => {
  // The same report again, because its answer was lost: what it said is known.
  if (sender.seq === deployment.reportSeq) return answer(deployment, await isCurrent(deployment));
  return input.step || input.plan ? progress(deployment, input, sender) : heartbeat(deployment, sender);
};

const uploadUrl = (deployment: DeploymentRecord): Promise<string> | null =>
  keepsArtifact(deployment) ? artifactWriteUrl(artifactKey(deployment.appId, deployment.id)) : null;

export const handler = fieldHandler({
  permission: 'internal',
  args,
  run: async ({ input }) => {
    const sender = { leaseHash: hashOf(input.lease), seq: input.seq };
    const deployment = await findDeployment(input.deploymentId);
    if (!deployment) throw new TrellisError('deployment.lease_refused');
    const refusal = refusalOf(deployment, sender);
    // A finish that is told again, because its answer was lost, has one effect.
    if (refusal?.code === 'deployment.ended' && input.finish) {
      await freeEnvironment(deployment);
      return answer(deployment, true);
    }
    if (refusal) throw refusal;
    if (input.finish) return end(deployment, input.finish, sender);
    return {
      ...(await takeReport(deployment, input, sender)),
      artifactUploadUrl: input.artifactUpload ? await uploadUrl(deployment) : null,
    };
  },
});
