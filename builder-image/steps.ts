/** Takes a deployment through its steps; the first that fails, or a stop, ends it. */
import { TrellisError } from '../core/errors';
import type { Plan, PlannedStep } from '../core/frameworks';
import type { Output, StepName } from '../core/records';
import type { CommitFacts } from './api';
import type { StepLog } from './build-log';
import { cloneStep } from './clone-step';
import { commandEnvironment } from './environment';
import type { Failure } from './failures';
import { failureOf } from './failures';
import { keepArtifact, packWorkspace, type Packed } from './keep-artifact';
import { chooseNode } from './node-choice';
import { forgetOutputs, readOutputs } from './outputs';
import type { StepEnd } from './perform';
import { leaveOut, perform, skip, succeeded } from './perform';
import { runCommand } from './run-command';
import type { Session } from './session';
import { planSteps, takeArtifact } from './source';
import { withTarget } from './target';
import { isWithoutCredentials } from './target-environment';

/** What the steps came to. A stop is no failure: `session.stop` says why. */
export interface StepsResult {
  failure?: Failure;
  /** True when the deploy (or remove) command ended well: from then on there is nothing to cancel. */
  deployed: boolean;
  outputs: Output[];
  artifactKept: boolean;
  commit?: CommitFacts;
}

interface Prepared {
  plan: Plan;
  directory: string;
  env: Record<string, string>;
  /** The workspace right before the deploy command. */
  packed?: Packed | undefined;
}

/** Runs a user's command in the app's directory; it is meant for a shell, as a script of package.json is. */
const shell =
  (session: Session, command: string, { directory, env }: Prepared) =>
  async (log: StepLog): Promise<StepEnd> => {
    log.say(`$ ${command}`);
    const spec = { file: '/bin/sh', args: ['-c', command], cwd: directory, env };
    return { end: await runCommand(spec, session.runner, log) };
  };

/**
 * Takes off the lock of a deploy command that was killed in an earlier run, then deploys. This deployment holds the environment, and
 * it only got it after the task of that run was gone, so nobody can own the lock.
 */
const unlockFirst =
  (session: Session, unlock: string, deploy: (log: StepLog) => Promise<StepEnd>, prepared: Prepared) =>
  async (log: StepLog): Promise<StepEnd> => {
    log.say('An earlier deploy command was stopped here and may have left its lock; it is taken off first.');
    const unlocked = await shell(session, unlock, prepared)(log);
    if (session.stop.signal.aborted) return unlocked;
    const done = 'end' in unlocked && unlocked.end.kind === 'exited' && unlocked.end.code === 0;
    if (!done) log.say('There was no lock to take off, or it could not be taken off; going on.');
    return deploy(log);
  };

/** Deploys, or removes, in the AWS account of the environment. */
const deploy =
  (session: Session, command: string, prepared: Prepared) =>
  (log: StepLog): Promise<StepEnd> =>
    withTarget(session, prepared.env, log, (env) => {
      const ready = { ...prepared, env };
      const work = shell(session, command, ready);
      const unlock = session.job.unlock ? prepared.plan.unlockCommand : null;
      return (unlock === null ? work : unlockFirst(session, unlock, work, ready))(log);
    });

/**
 * Looks at the files: what is to be run, where, and with which environment.
 *
 * @throws TrellisError `repository.no_directory`, `target.missing`
 */
const prepare = async (session: Session, artifact: boolean): Promise<Prepared> => {
  const { job, config, workspace } = session;
  const { plan, directory } = await planSteps(session, artifact);
  const node = await chooseNode(plan.node, config.nodeDir);
  if (node.warning !== undefined) session.log.step(artifact ? 'DEPLOY' : 'INSTALL').say(node.warning);
  const { outputsFile } = workspace;
  if (artifact) await forgetOutputs({ directory, files: plan.outputsFiles, outputsFile });
  const env = commandEnvironment(config.commandEnv, job, { outputsFile, node: node.directory });
  if (plan.needsAws && job.target === null && (await isWithoutCredentials(env)))
    throw new TrellisError('target.missing', { framework: job.framework, name: job.environmentName });
  return { plan, directory, env };
};

const readAndKeep =
  (session: Session, { plan, directory, packed }: Prepared, result: StepsResult) =>
  async (log: StepLog): Promise<StepEnd> => {
    const { outputsFile } = session.workspace;
    result.outputs = await readOutputs(
      { directory, files: plan.outputsFiles, outputsFile },
      log,
      session.mask,
    );
    result.artifactKept = await keepArtifact(session, packed, log);
    return succeeded;
  };

const runPlanned = (
  session: Session,
  planned: PlannedStep,
  prepared: Prepared,
  result: StepsResult,
): Promise<Failure | undefined> => {
  const { command, problem } = planned;
  if (problem !== undefined) {
    const failure = { reason: problem.message, nextStep: problem.nextStep };
    return perform(session, planned, () => Promise.resolve({ failure }));
  }
  if (command === null) return skip(session, planned);
  if (planned.name === 'OUTPUTS') return perform(session, planned, readAndKeep(session, prepared, result));
  const work =
    planned.name === 'DEPLOY' ? deploy(session, command, prepared) : shell(session, command, prepared);
  return perform(session, planned, work);
};

/** Brings the files and makes the plan; undefined when the deployment ends here, with the failure in `result`. */
const begin = async (
  session: Session,
  result: StepsResult,
): Promise<{ prepared: Prepared; cloned: boolean } | undefined> => {
  const { job, stop } = session;
  const artifact = await takeArtifact(session);
  if (typeof artifact !== 'boolean') {
    result.failure = artifact;
    return undefined;
  }
  const cloned = !artifact && job.commit !== null;
  if (cloned) {
    const { command, work } = cloneStep(session, (commit) => {
      result.commit = commit;
      session.reporter.commit(commit);
    });
    result.failure = await perform(session, { name: 'CLONE', command }, work);
  }
  if (result.failure !== undefined || stop.signal.aborted) return undefined;
  try {
    return { prepared: await prepare(session, artifact), cloned };
  } catch (error) {
    if (!(error instanceof TrellisError)) throw error;
    result.failure = failureOf(error);
    session.log.step('CLONE').say(result.failure.reason);
    return undefined;
  }
};

/** Runs all steps of a job. Throws only what is a defect. */
export const runSteps = async (session: Session): Promise<StepsResult> => {
  const { stop } = session;
  const result: StepsResult = { deployed: false, outputs: [], artifactKept: false };
  const started = await begin(session, result);
  if (started === undefined) return result;
  const { prepared, cloned } = started;
  const done: StepName[] = cloned ? ['CLONE'] : [];
  for (const planned of prepared.plan.steps) {
    if (done.includes(planned.name)) continue;
    if (result.failure !== undefined || (stop.signal.aborted && !result.deployed)) {
      leaveOut(session, planned);
      continue;
    }
    if (planned.name === 'DEPLOY' && planned.command !== null && planned.problem === undefined)
      prepared.packed = await packWorkspace(session);
    result.failure = await runPlanned(session, planned, prepared, result);
    if (planned.name === 'DEPLOY') result.deployed = result.failure === undefined && !stop.signal.aborted;
  }
  return result;
};
