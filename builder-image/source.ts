/** Where the files of a deployment come from, and what is to be run on them. */
import type { Plan } from '../core/frameworks';
import { plan } from '../core/frameworks';
import { silentLog } from './build-log';
import { initArguments } from './clone';
import type { Config } from './config';
import type { Failure } from './failures';
import { noWorkspace } from './failures';
import type { Runner } from './run-command';
import { runCommand } from './run-command';
import type { Session } from './session';
import type { Workspace } from './workspace';
import { appDirectory, filesOf, makeWorkspace } from './workspace';

/** An empty repository in an empty workspace. Gives back why it could not be made. */
export const prepareSource = async (
  config: Config,
  workspace: Workspace,
  runner: Runner,
): Promise<Failure | undefined> => {
  try {
    await makeWorkspace(config, workspace);
    const env = { ...config.commandEnv, LC_ALL: 'C' };
    const args = initArguments(workspace.source);
    await runCommand({ file: 'git', args, cwd: workspace.root, env }, runner, silentLog);
    return undefined;
  } catch (error) {
    return noWorkspace(error);
  }
};

/**
 * Unpacks the kept artifact, if there is one. When it cannot be read, the commit is built again, in an empty workspace: slower,
 * with the same result. Answers whether it was taken, or why nothing can be built either.
 */
export const takeArtifact = async ({
  job,
  config,
  workspace,
  log,
  runner,
}: Session): Promise<boolean | Failure> => {
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
    return (await prepareSource(config, workspace, runner)) ?? false;
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
