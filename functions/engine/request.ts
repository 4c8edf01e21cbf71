/**
 * A request for a deployment, on its way into an environment. The environment's item is written first, so that nothing exists that
 * no environment knows of; then the deployment's own item, then its task. A crash in between is the sweeper's to finish.
 */
import { type Admission, admit } from '../../core/admission';
import { newApproval } from '../../core/approval';
import { TrellisError } from '../../core/errors';
import { fingerprintOf } from '../../core/fingerprint';
import type { EnvironmentLock } from '../../core/lock';
import type {
  AppRecord,
  Commit,
  DeploymentKind,
  DeploymentRecord,
  DeploymentTrigger,
  EnvironmentRecord,
  PushedHead,
} from '../../core/records';
import { summaryOf } from '../../core/summary';
import { hashOf, newId, newSecret, now } from '../adapters/ids';
import { findDeployment, getDeployment, putDeployment } from '../adapters/store/deployments';
import { rereadEnvironment } from '../adapters/store/environments';
import { reserveClientToken } from '../adapters/store/receipts';
import { variablesOf } from '../adapters/store/variables';
import { announce } from './announce';
import { decideOnLock } from './decide';
import { launch, launchWaiting, moveOn } from './lifecycle';
import { newDeployment } from './new-deployment';
import { settle } from './settle';

/** What is wanted, after every rule but admission has been asked. */
export interface DeploymentRequest {
  app: AppRecord;
  environment: EnvironmentRecord;
  kind: DeploymentKind;
  trigger: DeploymentTrigger;
  commit: Commit | null;
  branch: string | null;
  startedBy: string;
  /** The member or token that asks; null for a push. */
  startedById: string | null;
  /** True when it is to run even if it changes nothing. */
  force?: boolean;
  /** The deployment that a promotion, a rollback or a teardown goes by, and where it ran. */
  source?: { deployment: DeploymentRecord; environmentName: string | null };
  /** Why automatic deployment pauses from now on. */
  pausedReason?: string;
  /** The place that a client token holds. */
  reserved?: Reserved;
  /** Of a push: the commit that it brings. */
  pushed?: PushedHead;
  /** True when it is to be admitted only while nothing else was admitted since `environment` was read. */
  unmoved?: boolean;
}

/** Something was admitted to the environment after it had been read. */
export class EnvironmentMoved extends Error {}

/** The deployment id of a request with a client token, and whether an earlier request got it already. */
export interface Reserved {
  id: string;
  repeated: boolean;
}

/**
 * Reserves a deployment id for a request with a client token: a repeat gets the same one.
 *
 * @throws TrellisError `deployment.client_token_reused` when the token came with another request before
 */
export const reserve = async (
  owner: string,
  token: string | null | undefined,
  request: unknown,
): Promise<Reserved | undefined> => {
  if (token === null || token === undefined) return undefined;
  const receipt = { deploymentId: newId('dep'), requestHash: hashOf(JSON.stringify(request)) };
  const kept = await reserveClientToken(owner, token, receipt);
  if (kept.requestHash !== receipt.requestHash) throw new TrellisError('deployment.client_token_reused');
  return { id: kept.deploymentId, repeated: kept.deploymentId !== receipt.deploymentId };
};

type Admitted = Exclude<Admission, { decision: 'known' | 'skip' | 'refuse' }>;

/** Admits a deployment and starts it when its environment is free. */
export const requestDeployment = async (request: DeploymentRequest): Promise<DeploymentRecord> => {
  const known = request.reserved?.repeated ? await findDeployment(request.reserved.id) : undefined;
  if (known) return known;

  const deployment = deploymentOf(request, await fingerprintOfRequest(request));
  const verdict: { other?: Exclude<Admission, Admitted> } = {};
  const admitted = await decideOnLock(
    request.environment,
    (lock) => {
      const decision = admit(lock, summaryOf(deployment), { now: now(), force: request.force });
      if (decision.decision !== 'known' && request.unmoved && hasMoved(request.environment, lock))
        throw new EnvironmentMoved();
      if (decision.decision === 'known' || decision.decision === 'skip' || decision.decision === 'refuse') {
        verdict.other = decision;
        return null;
      }
      return decision;
    },
    {
      ...(request.pausedReason === undefined ? {} : { pausedReason: request.pausedReason }),
      ...(request.pushed ? { pushed: request.pushed } : {}),
    },
  );
  if (admitted) return begin(deployment, admitted.decided, admitted.environment);
  return withoutPlace(deployment, verdict.other, request.environment);
};

/** True when something was admitted, or another push judged, between two reads. */
const hasMoved = (before: EnvironmentLock, now: EnvironmentLock): boolean =>
  before.fence !== now.fence ||
  before.awaiting?.id !== now.awaiting?.id ||
  before.pushed?.looks !== now.pushed?.looks;

/** What it would leave in the environment; null when nobody asks, because it can equal nothing there. */
const fingerprintOfRequest = async (request: DeploymentRequest): Promise<string | null> => {
  const { app, environment, commit, force, trigger } = request;
  if (!commit || force === true || trigger === 'PUSH' || !environment.live?.fingerprint) return null;
  const variables = await variablesOf(environment.id);
  const { settings, target } = environment;
  return fingerprintOf({ commit: commit.hash, app, settings, variables, target: target?.revision });
};

const deploymentOf = (request: DeploymentRequest, fingerprint: string | null): DeploymentRecord => {
  const { app, environment, source } = request;
  return {
    ...newDeployment,
    id: request.reserved?.id ?? newId('dep'),
    appId: app.id,
    appName: app.name,
    environmentId: environment.id,
    environmentName: environment.name,
    kind: request.kind,
    status: 'QUEUED',
    trigger: request.trigger,
    commit: request.commit,
    branch: request.branch,
    startedBy: request.startedBy,
    startedById: request.startedById,
    fingerprint,
    sourceDeploymentId: source?.deployment.id ?? null,
    sourceEnvironmentName: source?.environmentName ?? null,
    artifactKey: source?.deployment.artifactKey ?? null,
    createdAt: now(),
  };
};

/** Keeps the item of a deployment that has its place, and starts its task when that place is the first. */
const begin = async (
  deployment: DeploymentRecord,
  admission: Admitted,
  environment: EnvironmentRecord,
): Promise<DeploymentRecord> => {
  if (admission.decision === 'ask') return beginAwaiting(deployment, admission.superseded, environment);
  const { fence } = admission;
  if (admission.decision === 'start') {
    const claimToken = newSecret();
    const starting: DeploymentRecord = {
      ...deployment,
      status: 'STARTING',
      fence,
      claimHash: hashOf(claimToken),
    };
    if (!(await putDeployment(starting))) return getDeployment(deployment.id);
    // Neither waits for the other: who sent a push waits for both.
    const [launched] = await Promise.all([launch(starting, claimToken), announce(starting)]);
    return launched;
  }
  const waiting: DeploymentRecord = { ...deployment, fence };
  if (!(await putDeployment(waiting))) return getDeployment(deployment.id);
  if (admission.decision === 'supersede') await settle(environment, admission.superseded, deployment.id);
  await catchUp(waiting, environment);
  await announce(waiting);
  return (await findDeployment(deployment.id)) ?? waiting;
};

/** Keeps the item of a deployment that must be approved first. */
const beginAwaiting = async (
  deployment: DeploymentRecord,
  superseded: string | null,
  environment: EnvironmentRecord,
): Promise<DeploymentRecord> => {
  const awaiting: DeploymentRecord = {
    ...deployment,
    status: 'WAITING_APPROVAL',
    approval: environment.approval && newApproval(environment.approval),
  };
  if (!(await putDeployment(awaiting))) return getDeployment(deployment.id);
  if (superseded !== null) await settle(environment, superseded, deployment.id);
  const winner = (await rereadEnvironment(environment)).settling[deployment.id];
  if (winner !== undefined) await settle(environment, deployment.id, winner);
  await announce(awaiting);
  return (await findDeployment(deployment.id)) ?? awaiting;
};

/** Its turn may have come, or gone, before its item was there to be told so. */
const catchUp = async (waiting: DeploymentRecord, before: EnvironmentRecord): Promise<void> => {
  const environment = await rereadEnvironment(before);
  const winner = environment.settling[waiting.id];
  if (winner !== undefined) await settle(environment, waiting.id, winner);
  else if (environment.active?.id === waiting.id) await launchWaiting(environment.active);
  else if (!environment.active) await moveOn(environment);
};

const withoutPlace = async (
  deployment: DeploymentRecord,
  verdict: Exclude<Admission, Admitted> | undefined,
  environment: EnvironmentRecord,
): Promise<DeploymentRecord> => {
  switch (verdict?.decision) {
    case 'known':
      return resume(deployment, verdict.id, environment);
    case 'skip': {
      const skipped: DeploymentRecord = {
        ...deployment,
        status: 'SKIPPED',
        reason: verdict.reason,
        finishedAt: now(),
      };
      await putDeployment(skipped);
      await announce(skipped);
      return skipped;
    }
    case 'refuse':
      throw new TrellisError(verdict.code, verdict.values);
    default:
      throw new TrellisError('internal.unexpected', { detail: 'the request was not decided' });
  }
};

/** A request that has its place but perhaps no item: its first run was interrupted in between. */
const resume = async (
  deployment: DeploymentRecord,
  id: string,
  before: EnvironmentRecord,
): Promise<DeploymentRecord> => {
  const found = await findDeployment(id);
  if (found) return found;
  if (id !== deployment.id) throw new TrellisError('deployment.not_found', { id });
  const environment = await rereadEnvironment(before);
  const { active, queued, awaiting } = environment;
  if (awaiting?.id === id) return beginAwaiting(deployment, null, environment);
  const decision = active?.id === id ? 'start' : 'wait';
  const fence = (active?.id === id ? active : queued)?.fence ?? environment.fence;
  return begin(deployment, { decision, fence, change: {} }, environment);
};
