/** Deployments that were skipped because exactly that is live. Pure. */
import type { DeploymentKind, DeploymentStatus } from '../../../core/records';

interface Ended {
  status: DeploymentStatus;
  kind: DeploymentKind;
  reason?: string | null;
}

/** The reason with the deployment that is live in brackets, as admission writes it. */
const pattern = /^(.*\S)\s*\((dep_[0-9A-Z]+)\)\.$/;

/** Why a deployment would have changed nothing, and which one is live; undefined for all that ended otherwise. */
export const alreadyLive = ({
  status,
  kind,
  reason,
}: Ended): { sentence: string; liveId: string } | undefined => {
  if (status !== 'SKIPPED' || (kind !== 'DEPLOY' && kind !== 'PROMOTE')) return undefined;
  const [, sentence, liveId] = pattern.exec(reason ?? '') ?? [];
  return sentence && liveId ? { sentence: `${sentence}.`, liveId } : undefined;
};
