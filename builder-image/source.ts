/** Where the files of a deployment come from, and what is to be run on them. */
import type { Plan } from '../core/frameworks';
import { plan } from '../core/frameworks';
import type { Session } from './session';
import { appDirectory, filesOf } from './workspace';

/** Unpacks the kept artifact, if there is one. When it is gone, the commit is built again: slower, with the same result. */
export const takeArtifact = async ({ job, config, workspace, log }: Session): Promise<boolean> => {
  if (job.artifactUrl === null) return false;
  const deployLog = log.step('DEPLOY');
  deployLog.say('Unpacking the kept artifact of the earlier deployment.');
  try {
    const { restoreArtifact } = await import('./artifact');
    await restoreArtifact(job.artifactUrl, workspace.source, config.commandEnv, config.commandUser);
    return true;
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unknown';
    deployLog.say(`The kept artifact could not be read (${detail}), so the commit is built again.`);
    return false;
  }
};

/**
 * The plan for the files of the workspace, and the directory to run it in.
 *
 * @throws TrellisError `repository.no_directory`
 */
export const planSteps = async (
  { job, workspace }: Session,
  artifact: boolean,
): Promise<{ plan: Plan; directory: string }> => {
  const hasSource = artifact || job.commit !== null;
  const directory = hasSource
    ? await appDirectory(workspace.source, job.directory, job.branch)
    : workspace.source;
  const { framework, settings, kind, environmentName, commit, branch } = job;
  return {
    directory,
    plan: await plan({
      files: filesOf(directory),
      root: job.directory === '.' ? undefined : filesOf(workspace.source),
      framework,
      settings,
      kind,
      environmentName,
      commit,
      branch,
      artifact,
    }),
  };
};
