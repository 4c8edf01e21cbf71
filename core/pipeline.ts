/** The rules of a pipeline: its order, and what may be done to an environment now. Functions enforce them, pages show them. */
import type { ErrorCode } from './errors';
import { catalogue } from './errors';
import type { DeploymentKind, DeploymentStatus } from './records';
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
  live?: PipelineDeployment | null;
  previous?: PipelineDeployment | null;
  active?: PipelineDeployment | null;
  queued?: PipelineDeployment | null;
  latest?: PipelineDeployment | null;
}

/** What can be done to an environment. */
export type Action = 'deploy' | 'promote' | 'rollback' | 'teardown' | 'cancel';

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

/** What may be done to an environment now, and for each thing that may not: why. */
export const allowedActions = (
  environments: readonly PipelineEnvironment[],
  environment: PipelineEnvironment,
): Record<Action, Verdict> => {
  const { name } = environment;
  const source = promotionSource(environments, environment.id);
  const busy = Boolean(environment.active ?? environment.queued);
  return {
    deploy: environment.protected ? refused('environment.protected', { name }) : allowed,
    promote: !source
      ? refused('promote.no_source', { name })
      : source.live
        ? allowed
        : refused('promote.nothing_live', { source: source.name }),
    rollback: environment.previous ? allowed : refused('rollback.nothing_before', { name }),
    teardown: busy || teardownTarget(environment) ? allowed : refused('teardown.nothing_live', { name }),
    cancel: busy ? allowed : refused('deployment.nothing_runs', { name }),
  };
};
