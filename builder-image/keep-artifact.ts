/** Keeps the workspace of a deployment that went well. That it cannot be kept is no reason to fail. */
import type { StepLog } from './build-log';
import type { Session } from './session';

const megabytes = (bytes: number): string =>
  `${(bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`;

/** True when the artifact was kept; otherwise the log says why not. */
export const keepArtifact = async (
  { job, config, workspace, stop }: Session,
  log: StepLog,
): Promise<boolean> => {
  const url = job.artifactUploadUrl;
  if (url === null || stop.signal.aborted) return false;
  const artifacts = await import('./artifact');
  try {
    const { source, artifactFile } = workspace;
    const size = await artifacts.packArtifact(source, artifactFile, config.commandEnv, config.commandUser);
    await artifacts.uploadArtifact(artifactFile, url);
    log.say(`Kept the workspace (${megabytes(size)}) for promotions and rollbacks.`);
    return true;
  } catch (error) {
    const why =
      error instanceof artifacts.ArtifactTooLarge
        ? `it is larger than ${megabytes(artifacts.maxArtifactBytes)}`
        : error instanceof Error
          ? error.message
          : 'unknown';
    log.say(`The workspace was not kept (${why}); a promotion or rollback will build the commit again.`);
    return false;
  }
};
