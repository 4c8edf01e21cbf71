/** Keeps the workspace of a deployment for promotions and rollbacks, and brings a kept one back. A tar.gz without .git. */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { CommandUser } from './config';
import { startRequest } from './http';

/** Larger artifacts are not kept. */
export const maxArtifactBytes = 200_000_000;

const timeoutMs = 60_000;

/** The artifact is larger than what is kept. */
export class ArtifactTooLarge extends Error {}

type Env = Record<string, string>;

const limited = (limit: number): Transform => {
  let size = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      size += piece.length;
      done(size > limit ? new ArtifactTooLarge() : null, piece);
    },
  });
};

const tar = (args: readonly string[], env: Env, user: CommandUser | undefined, stdin: 'ignore' | 'pipe') => {
  const child = spawn('tar', args, { env, stdio: [stdin, 'pipe', 'pipe'], ...(user ?? {}) });
  let complaint = '';
  child.stderr?.on('data', (bytes: Buffer) => (complaint = (complaint + bytes.toString()).slice(-1_000)));
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`tar ended with ${code ?? 'a signal'}: ${complaint.trim()}`));
    });
  });
  done.catch(() => undefined);
  return { child, done };
};

/**
 * The input of tar. It ends at the archive's end mark, often before it has taken the last bytes: that its input closes early is no
 * failure. Its exit code tells whether all was unpacked, and reading on to the end tells whether all of the archive came.
 */
const feed = (stdin: Writable): Writable => {
  stdin.on('error', () => undefined);
  return new Writable({
    write(piece: Buffer, _encoding, done) {
      if (stdin.destroyed) done();
      else stdin.write(piece, () => done());
    },
    final(done) {
      stdin.end();
      done();
    },
  });
};

/** How to pack. */
interface PackOptions {
  user?: CommandUser | undefined;
  /** In bytes, packed. */
  limit?: number;
  /** Ends it. */
  signal?: AbortSignal;
}

/** Packs a directory into a file; returns its size. Speed matters more than size: a deployment waits for it. */
export const packArtifact = async (
  directory: string,
  file: string,
  env: Env,
  { user, limit = maxArtifactBytes, signal }: PackOptions = {},
): Promise<number> => {
  const { child, done } = tar(
    ['-c', '--exclude=./.git', '-C', directory, '-f', '-', '.'],
    env,
    user,
    'ignore',
  );
  if (child.stdout === null) throw new Error('tar has no output');
  try {
    await pipeline(child.stdout, createGzip({ level: 1 }), limited(limit), createWriteStream(file), {
      signal,
    });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  await done;
  return (await stat(file)).size;
};

/** Puts a file at a presigned address. */
export const uploadArtifact = async (file: string, url: string): Promise<void> => {
  const { size } = await stat(file);
  const { request, answer } = await startRequest(new URL(url), {
    method: 'PUT',
    headers: { 'content-length': String(size) },
    timeout: timeoutMs,
  });
  await pipeline(createReadStream(file), request);
  const message = await answer;
  message.resume();
  const status = message.statusCode ?? 0;
  if (status < 200 || status > 299) throw new Error(`the store answered ${status}`);
};

/** Gets an artifact from a presigned address and unpacks it into a directory. */
export const restoreArtifact = async (
  url: string,
  directory: string,
  env: Env,
  user?: CommandUser,
): Promise<void> => {
  const { request, answer } = await startRequest(new URL(url), { method: 'GET', timeout: timeoutMs });
  request.end();
  const message = await answer;
  if (message.statusCode !== 200) {
    message.resume();
    throw new Error(`the store answered ${message.statusCode ?? 0}`);
  }
  const { child, done } = tar(['-x', '-C', directory, '-f', '-'], env, user, 'pipe');
  if (child.stdin === null) throw new Error('tar has no input');
  try {
    await Promise.all([pipeline(message, createGunzip(), feed(child.stdin)), done]);
  } catch (error) {
    message.destroy();
    child.kill('SIGKILL');
    // Whoever clears the directory next must be alone in it.
    await done.catch(() => undefined);
    throw error;
  }
};
