/**
 * Keeps the workspace of a deployment that went well, as it was right before its deploy command: what that command writes, perhaps with
 * a secret in it, is not kept. That a workspace cannot be kept is no reason to fail.
 */
import type { StepLog } from './build-log';
import type { Session } from './session';

const megabytes = (bytes: number): string =>
  `${(bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`;

/** A packed workspace: its size in bytes, or why there is none. */
export type Packed = { size: number } | { problem: string };

const problemOf = (error: unknown): { problem: string } => ({
  problem: error instanceof Error ? error.message : 'unknown',
});

/** Packs the workspace; undefined when nothing is to be kept, or when the deployment must stop. */
export const packWorkspace = async ({
  job,
  config,
  workspace,
  stop,
}: Session): Promise<Packed | undefined> => {
  if (!job.keepsArtifact) return undefined;
  const { packArtifact, ArtifactTooLarge, maxArtifactBytes } = await import('./artifact');
  const { source, artifactFile } = workspace;
  try {
    const { commandEnv, commandUser } = config;
    return {
      size: await packArtifact(source, artifactFile, commandEnv, { user: commandUser, signal: stop.signal }),
    };
  } catch (error) {
    if (stop.signal.aborted) return undefined;
    return error instanceof ArtifactTooLarge
      ? { problem: `it is larger than ${megabytes(maxArtifactBytes)}` }
      : problemOf(error);
  }
};

const upload = async (packed: Packed, { reporter, workspace }: Session): Promise<Packed> => {
  if ('problem' in packed) return packed;
  const url = await reporter.uploadUrl();
  if (url === null) return { problem: 'Trellis named no place for it' };
  try {
    const { uploadArtifact } = await import('./artifact');
    await uploadArtifact(workspace.artifactFile, url);
    return packed;
  } catch (error) {
    return problemOf(error);
  }
};

/** True when the packed workspace was kept; otherwise the log says why not. */
export const keepArtifact = async (
  session: Session,
  packed: Packed | undefined,
  log: StepLog,
): Promise<boolean> => {
  if (packed === undefined || session.stop.signal.aborted) return false;
  const kept = await upload(packed, session);
  log.say(
    'problem' in kept
      ? `The workspace was not kept (${kept.problem}); a promotion or rollback will build the commit again.`
      : `Kept the workspace (${megabytes(kept.size)}) for promotions and rollbacks.`,
  );
  return 'size' in kept;
};
