/** The clone step: the commit into the workspace, or an error of the catalogue that says why not. */
import { TrellisError } from '../core/errors';
import type { CommitFacts } from './api';
import type { StepLog } from './build-log';
import type { CloneContext } from './clone';
import { cloneCommit, describeCommit } from './clone';
import type { Failure } from './failures';
import { failureOf } from './failures';
import { gitEnvironment } from './git-environment';
import type { CommandEnd } from './run-command';
import type { Session } from './session';

/** The command as people see it, and the work; `onCommit` learns what was checked out. */
export const cloneStep = (session: Session, onCommit: (commit: CommitFacts) => void) => {
  const { job, config, workspace, runner, mask } = session;
  const commit = job.commit ?? '';
  const { repository, branch } = job;

  const work = async (log: StepLog): Promise<{ end: CommandEnd } | { failure: Failure }> => {
    try {
      const env = gitEnvironment(config.commandEnv, repository, job.cloneToken);
      const context: CloneContext = { directory: workspace.source, env, runner, log, mask };
      if ((await cloneCommit(context, { repository, branch, commit })) === 'stopped')
        return { end: { kind: 'stopped' } };
      const facts = await describeCommit(context);
      if (facts !== undefined) {
        onCommit({ hash: commit, ...facts });
        log.say(`${commit.slice(0, 8)} ${facts.subject} (${facts.author})`);
      }
      return { end: { kind: 'exited', code: 0 } };
    } catch (error) {
      if (!(error instanceof TrellisError)) throw error;
      const known = error.code === 'repository.unreachable' ? job.cloneProblem : null;
      return { failure: known ? { reason: known.message, nextStep: known.nextStep } : failureOf(error) };
    }
  };
  return { command: `git fetch --depth 1 origin ${commit}`, work };
};
