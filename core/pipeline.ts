/** The rules of a pipeline: its order, and what may be done to an environment now. Functions enforce them, pages show them. */
import { ruleFor } from './approval';
import type { ErrorCode } from './errors';
import { catalogue } from './errors';
import { describeHold, holdAgainst } from './hold';
import type { ApprovalRule, DeploymentKind, DeploymentStatus, Hold } from './records';
import { isTerminal } from './states';

/** What the rules need to know of a deployment. */
export interface PipelineDeployment {
  id: string;
  kind: DeploymentKind;
  status: DeploymentStatus;
}

/** What the rules need to know of an environment; records and the dashboard's fragments both have this shape. */
export interface PipelineEnvironment {
  id: string;
  name: string;
  position: number;
  protected: boolean;
  approval?: ApprovalRule | null;
  hold?: (Omit<Hold, 'endsAt'> & { endsAt?: string | null }) | null;
  live?: PipelineDeployment | null;
  previous?: PipelineDeployment | null;
  active?: PipelineDeployment | null;
  queued?: PipelineDeployment | null;
  awaiting?: (PipelineDeployment & { approved?: boolean | null }) | null;
  latest?: PipelineDeployment | null;
}

/** What can be done to an environment. `approve` is a decision on what awaits approval there, a yes or a no. */
export type Action = 'deploy' | 'promote' | 'rollback' | 'teardown' | 'cancel' | 'approve';

/** Whether it may be done, and if not, why. */
export type Verdict =
  { allowed: true } | { allowed: false; code: ErrorCode; values: Record<string, string>; reason: string };

const allowed: Verdict = { allowed: true };

const refused = (code: ErrorCode, values: Record<string, string>): Verdict => ({
  allowed: false,
  code,
  values,
  reason: catalogue[code].message.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
});

/** Environments in the order of the pipeline: by position; of two with the same one, the newer stands first. */
export const inPipelineOrder = <E extends { id: string; position: number }>(
  environments: readonly E[],
): E[] => [...environments].sort((a, b) => a.position - b.position || (a.id < b.id ? 1 : -1));

/** The environment that promotions into this one come from: the one before it; undefined for the first. */
export const promotionSource = <E extends { id: string; position: number }>(
  environments: readonly E[],
  environmentId: string,
): E | undefined => {
  const ordered = inPipelineOrder(environments);
  return ordered[ordered.findIndex((each) => each.id === environmentId) - 1];
};

/**
 * What a teardown would remove: what is live, or else what an attempt that did not succeed may have left behind. Null when there
 * is nothing.
 */
export const teardownTarget = <D extends PipelineDeployment>(environment: {
  live?: D | null;
  latest?: D | null;
}): D | null => {
  if (environment.live) return environment.live;
  const latest = environment.latest;
  return latest && isTerminal(latest.status) && latest.status !== 'SUCCEEDED' ? latest : null;
};

/**
 * What keeps a person's request of this kind out now; null when nothing does. One that must be approved first may be asked for at any
 * time: it waits for people, then for the end of the hold.
 */
const keptOut = (
  { name, approval, hold }: PipelineEnvironment,
  kind: DeploymentKind,
  now: string,
  describe: (hold: Hold) => string,
): Verdict | null => {
  const inForce = ruleFor(approval, kind)
    ? null
    : holdAgainst(hold && { ...hold, endsAt: hold.endsAt ?? null }, kind, now);
  return inForce && refused('environment.held', { name, hold: describe(inForce) });
};

/** When, and in which words, actions are judged. */
export interface Judging {
  /** ISO 8601, UTC: a hold has a beginning and an end. */
  now: string;
  /** What a hold is called in a sentence; as the API says it when left out. */
  describe?: (hold: Hold) => string;
}

/** What may be done to an environment now, and for each thing that may not: why. */
export const allowedActions = (
  environments: readonly PipelineEnvironment[],
  environment: PipelineEnvironment,
  { now, describe = describeHold }: Judging,
): Record<Action, Verdict> => {
  const { name, active, queued, awaiting } = environment;
  const source = promotionSource(environments, environment.id);
  const busy = Boolean(active ?? queued ?? awaiting);
  const unlessKeptOut = (kind: DeploymentKind): Verdict =>
    keptOut(environment, kind, now, describe) ?? allowed;
  return {
    deploy: environment.protected ? refused('environment.protected', { name }) : unlessKeptOut('DEPLOY'),
    promote: !source
      ? refused('promote.no_source', { name })
      : source.live
        ? unlessKeptOut('PROMOTE')
        : refused('promote.nothing_live', { source: source.name }),
    rollback: environment.previous ? unlessKeptOut('ROLLBACK') : refused('rollback.nothing_before', { name }),
    teardown:
      active || teardownTarget(environment)
        ? unlessKeptOut('TEARDOWN')
        : refused('teardown.nothing_live', { name }),
    cancel: busy ? allowed : refused('deployment.nothing_runs', { name }),
    approve: awaiting && awaiting.approved !== true ? allowed : refused('approval.nothing_waits', { name }),
  };
};
