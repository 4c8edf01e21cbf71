/** Reads repositories by git itself, where there is that program. Nothing a person typed is ever an option or a shell's word. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brief } from '../../../core/names';
import { gitSafety, gitSshCommand, tokenSetting, type RepositoryAddress } from '../../../core/repository';
import { withDefault } from './default-branch';
import { unreachable } from './reasons';
import {
  LIST_TIMEOUT_MS,
  LOOK_TIMEOUT_MS,
  MAX_FILE_BYTES,
  type Checkout,
  type GitReader,
  type ReadableRepository,
} from './types';

const run = promisify(execFile);

const MAX_OUTPUT_BYTES = 16_000_000;

// No helper, no prompt, no other transport: a repository that needs more is refused with what git says.
const OPTIONS = ['-c', 'credential.helper=', '-c', 'core.askPass=', '-c', 'core.hooksPath=/dev/null'];

/** The token travels in git's environment: a command line is readable by others. */
const tokenEnvironment = (repository: ReadableRepository): NodeJS.ProcessEnv => {
  const setting = tokenSetting(repository, repository.token);
  if (!setting) return {};
  return { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: setting[0], GIT_CONFIG_VALUE_0: setting[1] };
};

const baseEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TMPDIR: process.env.TMPDIR,
  SSH_AUTH_SOCK: process.env.SSH_AUTH_SOCK,
  ...gitSafety,
  GIT_SSH_COMMAND: gitSshCommand,
});

const git = async (
  args: readonly string[],
  timeout: number,
  more: NodeJS.ProcessEnv = {},
): Promise<string> => {
  const { stdout } = await run('git', [...OPTIONS, ...args], {
    env: { ...baseEnvironment(), ...more },
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return stdout;
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'git failed';
  const { killed, code, stderr } = error as Error & { killed?: boolean; code?: unknown; stderr?: string };
  if (code === 'ENOENT') return 'git is not installed';
  if (killed) return 'it did not answer in time';
  const lines = (stderr ?? '')
    .split('\n')
    .filter((line) => /^(fatal|error|remote|ssh|Permission)/i.test(line));
  const line = lines.find((each) => !each.includes('Could not read from remote')) ?? lines[0] ?? 'git failed';
  return brief(line.replace(/^(fatal|error): /, '').replace(/[.\s]+$/, ''));
};

const listHeads: GitReader['heads'] = async (repository) => {
  let output: string;
  try {
    output = await git(
      ['ls-remote', '--symref', '--', repository.url, 'HEAD', 'refs/heads/*'],
      LIST_TIMEOUT_MS,
      tokenEnvironment(repository),
    );
  } catch (error) {
    throw unreachable(repository, reasonOf(error), error);
  }
  const branches = new Map<string, string>();
  let named: string | undefined;
  let detached: string | undefined;
  for (const line of output.split('\n')) {
    const [left = '', ref = ''] = line.split('\t');
    if (left.startsWith('ref: ') && ref === 'HEAD') named = left.slice('ref: '.length);
    else if (ref === 'HEAD') detached = left;
    else if (ref.startsWith('refs/heads/')) branches.set(ref.slice('refs/heads/'.length), left);
  }
  return withDefault(branches, named, detached);
};

const branchHeads: GitReader['branchHeads'] = async (repository, branches, timeoutMs) => {
  const refs = new Map(branches.map((branch) => [`refs/heads/${branch}`, branch]));
  let output: string;
  try {
    output = await git(
      ['ls-remote', '--', repository.url, ...refs.keys()],
      timeoutMs,
      tokenEnvironment(repository),
    );
  } catch (error) {
    throw unreachable(repository, reasonOf(error), error);
  }
  // A pattern also finds refs that only end like it.
  return new Map(
    output.split('\n').flatMap((line): [string, string][] => {
      const [hash = '', ref = ''] = line.split('\t');
      const branch = refs.get(ref);
      return branch === undefined ? [] : [[branch, hash]];
    }),
  );
};

const withCheckout = async <T>(
  repository: ReadableRepository,
  branch: string,
  look: (checkout: Checkout) => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'trellis-look-'));
  try {
    try {
      await git(
        [
          'clone',
          '--quiet',
          '--bare',
          '--depth',
          '1',
          '--single-branch',
          '--no-tags',
          `--branch=${branch}`,
        ].concat('--', cloneUrl(repository), folder),
        LOOK_TIMEOUT_MS,
        tokenEnvironment(repository),
      );
    } catch (error) {
      throw unreachable(repository, reasonOf(error), error);
    }
    return await look(await openCheckout(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** A plain path would be copied whole; as an address it is fetched like any other. */
const cloneUrl = (repository: RepositoryAddress): string =>
  repository.kind === 'path' ? `file://${repository.url}` : repository.url;

const openCheckout = async (folder: string): Promise<Checkout> => {
  const inside = (args: readonly string[]) => git(['-C', folder, ...args], LIST_TIMEOUT_MS);
  const [hash = '', author = '', subject = ''] = (await inside(['log', '-1', '--format=%H%n%an%n%s'])).split(
    '\n',
  );
  const kindOf = async (path: string): Promise<string | undefined> => {
    const line = await inside(['ls-tree', '-l', '-z', 'HEAD', '--', path]);
    const [mode, kind, , size] = line.split(/\s+/);
    if (kind === 'blob' && mode !== '120000' && Number(size) <= MAX_FILE_BYTES) return 'file';
    return kind === 'tree' ? 'directory' : undefined;
  };
  return {
    commit: { hash, author, subject },
    hasDirectory: async (path) => path === '.' || (await kindOf(path)) === 'directory',
    files: (directory) => ({
      read: async (path) => {
        const full = directory === '.' ? path : `${directory}/${path}`;
        return (await kindOf(full)) === 'file' ? inside(['show', `HEAD:${full}`]) : undefined;
      },
    }),
  };
};

/** The reader. */
export const byProgram: GitReader = { heads: listHeads, branchHeads, withCheckout };
