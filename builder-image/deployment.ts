/** One deployment from claim to finish. */
import { randomBytes } from 'node:crypto';
import { TrellisError } from '../core/errors';
import type { Step } from '../core/records';
import { stepNamesOf } from '../core/frameworks';
import { createMasker } from '../core/masking';
import { minSecretLength } from '../core/masking-needles';
import type { Api, Finish } from './api';
import { ApiRefusal } from './api';
import { createBuildLog } from './build-log';
import type { Config } from './config';
import { diagnose } from './diagnose';
import type { Failure } from './failures';
import { taskEnded, unexpected } from './failures';
import type { Job } from './job';
import type { OutputQueue } from './output';
import { createReporter } from './reporter';
import type { Runner } from './run-command';
import type { Session } from './session';
import type { StepsResult } from './steps';
import { prepareSource } from './source';
import { runSteps } from './steps';
import type { Stop, StopReason } from './stop';
import type { Grace } from './stop-processes';
import { sweepProcesses } from './stop-processes';
import { removeWorkspace, workspaceOf } from './workspace';

/** What a deployment is run with. */
export interface Dependencies {
  config: Config;
  api: Api;
  output: OutputQueue;
  stop: Stop;
  grace: Grace;
  /** Called with a way to ask the API at once whether the deployment was cancelled. */
  onSession?: (session: Session) => void;
}

/** Variables that look like a mistake in the log's first lines. */
const warnings = (unmasked: readonly string[]): string[] =>
  unmasked.length === 0
    ? []
    : [
        `These secrets are shorter than ${minSecretLength} characters and are not masked in this log: ${unmasked.join(', ')}.`,
      ];

const maskerOf = (job: Job) =>
  createMasker([
    ...job.variables,
    ...(job.cloneToken === null ? [] : [{ name: 'clone token', value: job.cloneToken, secret: true }]),
  ]);

const planned = (job: Job): Step[] => stepNamesOf(job.kind).map((name) => ({ name, status: 'PENDING' }));

/** How a stop ends a deployment. */
const stopped = (reason: StopReason, job: Job): Pick<Finish, 'status' | 'reason' | 'nextStep'> => {
  if (reason === 'CANCELLED') return { status: 'CANCELLED', reason: 'Cancelled before its end.' };
  if (reason === 'ENDED') return { status: 'FAILED', ...taskEnded };
  const late = new TrellisError('task.timed_out', { seconds: job.settings.timeoutSeconds });
  return { status: 'TIMED_OUT', reason: late.message, nextStep: late.nextStep };
};

const finishOf = (job: Job, { failure, deployed }: StepsResult, stop: StopReason | undefined) => {
  if (stop !== undefined && !deployed) return stopped(stop, job);
  return failure === undefined ? { status: 'SUCCEEDED' as const } : { status: 'FAILED' as const, ...failure };
};

const finish = async (session: Session, result: StepsResult): Promise<boolean> => {
  const { job, stop, log, reporter } = session;
  const ending = finishOf(job, result, stop.reason());
  const { lines, hash, omitted } = await log.end();
  if (stop.reason() === 'LOST') return true;
  return reporter.finish({
    ...ending,
    commit: result.commit,
    outputs: result.outputs,
    logLines: lines,
    logHash: hash,
    logOmitted: omitted,
    artifactKept: result.artifactKept,
  });
};

const runAll = async (session: Session, problem: Failure | undefined): Promise<StepsResult> => {
  const nothing = { deployed: false, outputs: [], artifactKept: false };
  if (problem !== undefined) return { ...nothing, failure: problem };
  try {
    return await runSteps(session);
  } catch (error) {
    diagnose('the steps failed unexpectedly', error);
    return { ...nothing, failure: unexpected };
  }
};

const claim = async ({ api, config }: Dependencies): Promise<Job | undefined> => {
  try {
    return await api.claim(config.deploymentId, config.claimToken);
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    diagnose('the claim was refused', error);
    return undefined;
  }
};

/** Runs the deployment that the configuration names. False when its end could not be reported. */
export const runDeployment = async (dependencies: Dependencies): Promise<boolean> => {
  const { config, api, output, stop, grace, onSession } = dependencies;
  const mark = {
    name: 'TRELLIS_COMMAND_MARK',
    value: randomBytes(16).toString('hex'),
    uid: config.commandUser?.uid,
  };
  const workspace = workspaceOf(config);
  const runner: Runner = {
    signal: stop.signal,
    grace,
    mark,
    outputDirectory: workspace.root,
    user: config.commandUser,
  };
  // The API answers the claim meanwhile.
  const [job, problem] = await Promise.all([claim(dependencies), prepareSource(config, workspace, runner)]);
  if (job === undefined) {
    await removeWorkspace(workspace);
    return true;
  }

  const masker = maskerOf(job);
  const mask = (text: string): string => masker.text(text);
  const log = createBuildLog({
    deploymentId: job.deploymentId,
    masker,
    output,
    limitMb: job.settings.logLimitMb,
  });
  const reporter = createReporter(api, job, stop);
  const hide = (secrets: readonly string[]): void => masker.add(secrets);
  const session: Session = { config, job, api, workspace, log, mask, hide, reporter, runner, stop };
  onSession?.(session);
  reporter.plan(planned(job));
  for (const warning of warnings(masker.unmasked)) log.step('CLONE').say(warning);
  const endBeat = reporter.beat(job.heartbeatSeconds);
  const timer = setTimeout(() => stop.request('TIMED_OUT'), job.settings.timeoutSeconds * 1_000);

  const result = await runAll(session, problem);
  clearTimeout(timer);
  await sweepProcesses(runner.mark);
  // Side by side: what filled the disk may be what keeps the host from taking the report.
  const [reported] = await Promise.all([finish(session, result), removeWorkspace(workspace)]);
  endBeat();
  return reported;
};
