/**
 * The event that says that a deployment changed its status: on Trellis' own EventBridge bus, for Trellis itself and for whatever a team
 * wants to hang on it (`docs/events.md`). It names things and holds nothing that somebody wrote or that a command printed.
 */
import type { DeploymentKind, DeploymentRecord, DeploymentStatus, DeploymentTrigger } from './records';

/** The source of every event of Trellis. */
export const EVENT_SOURCE = 'trellis';

/** The types of events. */
export const eventTypes = {
  /** A deployment was made, or changed its status. */
  changed: 'Deployment Changed',
  /** A deployment has ended, and GitHub may not have been told how. */
  reportDue: 'Deployment Report Due',
} as const;

/** The type of an event. */
export type EventType = (typeof eventTypes)[keyof typeof eventTypes];

/** What an event says. */
export interface DeploymentDetail {
  deploymentId: string;
  kind: DeploymentKind;
  /** The status that the deployment had when the event was sent; events come in any order, and more than once. */
  status: DeploymentStatus;
  trigger: DeploymentTrigger;
  appId: string;
  appName: string;
  environmentId: string;
  environmentName: string;
  branch: string | null;
  /** The commit's hash. */
  commit: string | null;
  /** The place in the order of the environment; null until the deployment is admitted. */
  fence: number | null;
}

/** What an event says of a deployment. */
export const detailOf = (deployment: DeploymentRecord): DeploymentDetail => ({
  deploymentId: deployment.id,
  kind: deployment.kind,
  status: deployment.status,
  trigger: deployment.trigger,
  appId: deployment.appId,
  appName: deployment.appName,
  environmentId: deployment.environmentId,
  environmentName: deployment.environmentName,
  branch: deployment.branch,
  commit: deployment.commit?.hash ?? null,
  fence: deployment.fence,
});
