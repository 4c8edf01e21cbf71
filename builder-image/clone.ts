/** Brings exactly one commit of a repository into an empty folder. */
import { TrellisError } from '../core/errors';
import type { StepLog } from './build-log';
import { silentLog } from './build-log';
import { isBranchGone, isHashRefused, unreachable } from './git-errors';
import type { Fetched } from './git-errors';
import type { CommandEnd, Runner } from './run-command';
import { runCommand } from './run-command';

/** What a clone needs besides the commit. */
export interface CloneContext {
  /** An empty repository, made by `initRepository`. */
  directory: string;
  /** From `gitEnvironment`. */
  env: Record<string, string>;
  runner: Runner;
  log: StepLog;
  mask: (text: string) => string;
}

/** Arguments that make an empty repository without the templates (and hooks) of the machine. */
export const initArguments = (directory: string): string[] => [
  'init',
  '--quiet',
  '--template=',
  '--',
  directory,
];

interface GitResult {
  end: CommandEnd;
  complaint: string;
}

/** Enough of git's complaint to understand it. */
const maxComplaint = 16_384;

const git = async (context: CloneContext, args: readonly string[], show = true): Promise<GitResult> => {
  let complaint = '';
  if (show) context.log.say(`$ git ${args.join(' ')}`);
  const command = { file: 'git', args, cwd: context.directory, env: context.env };
  const end = await runCommand(command, context.runner, show ? context.log : silentLog, (bytes) => {
    if (complaint.length < maxComplaint) complaint += bytes.toString();
  });
  return {
    end,
    complaint: end.kind === 'not_started' ? `git could not be started (${end.detail})` : complaint,
  };
};

const worked = ({ end }: GitResult): boolean => end.kind === 'exited' && end.code === 0;

const hasCommit = async (context: CloneContext, commit: string): Promise<boolean> =>
  worked(await git(context, ['cat-file', '-e', `${commit}^{commit}`], false));

/**
 * Fetches the commit: alone by its hash, which most servers allow; else with its branch; else with all branches.
 * Throws a `TrellisError` that says what is gone, or why the repository cannot be read.
 */
const fetchCommit = async (context: CloneContext, wanted: Fetched): Promise<'fetched' | 'stopped'> => {
  const { commit, branch } = wanted;
  const common = ['--no-tags', 'origin'];
  const direct = await git(context, ['fetch', '--depth', '1', ...common, commit]);
  if (direct.end.kind === 'stopped') return 'stopped';
  if (worked(direct)) return 'fetched';
  if (!isHashRefused(direct.complaint)) throw unreachable(wanted, direct.complaint, context.mask);

  let branchGone = false;
  const wider = [
    ...(branch === null ? [] : [[...common, `+refs/heads/${branch}:refs/remotes/origin/${branch}`]]),
    [...common, '+refs/heads/*:refs/remotes/origin/*'],
  ];
  for (const args of wider) {
    const result = await git(context, ['fetch', ...args]);
    if (result.end.kind === 'stopped') return 'stopped';
    if (worked(result)) {
      if (await hasCommit(context, commit)) return 'fetched';
    } else if (isBranchGone(result.complaint)) {
      branchGone = true;
    } else {
      throw unreachable(wanted, result.complaint, context.mask);
    }
  }
  if (branchGone && branch !== null) throw new TrellisError('branch.not_found', { branch });
  throw new TrellisError('commit.not_found', { commit });
};

/** Fetches and checks out; 'stopped' when the deployment was stopped meanwhile. Throws a `TrellisError` otherwise. */
export const cloneCommit = async (context: CloneContext, wanted: Fetched): Promise<'cloned' | 'stopped'> => {
  if (!/^[0-9a-f]{40}$/.test(wanted.commit))
    throw new TrellisError('commit.invalid', { commit: wanted.commit.slice(0, 60) });
  if ((await fetchCommit(context, wanted)) === 'stopped') return 'stopped';
  const checkout = await git(context, ['checkout', '--quiet', '--detach', wanted.commit, '--']);
  if (checkout.end.kind === 'stopped') return 'stopped';
  if (!worked(checkout)) throw unreachable(wanted, checkout.complaint, context.mask);
  return 'cloned';
};

/** Subject and author of the checked-out commit; undefined when git cannot say. */
export const describeCommit = async (
  context: CloneContext,
): Promise<{ subject: string; author: string } | undefined> => {
  let text = '';
  const log: StepLog = {
    say: () => undefined,
    sink: (stderr) => ({
      write(bytes) {
        if (!stderr) text += Buffer.from(bytes).toString();
        return undefined;
      },
      end: () => undefined,
    }),
  };
  const args = ['log', '-1', '--no-show-signature', '--format=%s%x00%an'];
  const end = await runCommand(
    { file: 'git', args, cwd: context.directory, env: context.env },
    context.runner,
    log,
  );
  const [subject, author] = text.trim().split('\0');
  return end.kind === 'exited' && end.code === 0 && subject !== undefined && author !== undefined
    ? { subject: subject.slice(0, 300), author: author.slice(0, 100) }
    : undefined;
};
