/** Whether a deployment reads the workspace that an earlier one kept, or keeps its own for those to come. */
import type { DeploymentRecord } from './records';

type Run = Pick<DeploymentRecord, 'kind' | 'artifactKey'>;

/** The kept artifact that a deployment begins with; null when it clones. A deployment of a commit is always built. */
export const artifactToRead = ({ kind, artifactKey }: Run): string | null =>
  kind === 'DEPLOY' ? null : artifactKey;

/** True when a deployment keeps an artifact: what is removed is not kept, and neither is what was kept before. */
export const keepsArtifact = (run: Run): boolean => run.kind !== 'TEARDOWN' && artifactToRead(run) === null;
