/**
 * One random key a data folder, and everything that is derived from it. Derived credentials need no file of their own and
 * stay valid over restarts: a builder that outlives the host goes on with what it has.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeAtomicSync } from './atomic-file';

/** What signs an AWS request. */
export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

const keyBytes = 32;

/** The keys of one data folder. */
export interface Keys {
  /** Encrypts the secret store. */
  readonly secretStoreKey: Buffer;
  /** A short name of this data folder, the same as long as it lives. */
  readonly instance: string;
  /** What the host's own functions sign with. */
  readonly host: AwsCredentials;
  /** What the builder of a task signs with. */
  task(taskId: string): Required<AwsCredentials>;
  /** The task that an access key belongs to; undefined when it is none of ours. */
  taskOf(accessKeyId: string): string | undefined;
  /** What the bearer shows to get something: a builder its credentials, by its task's id. */
  credentialsToken(purpose: string): string;
}

const hostAccessKeyId = 'AKIATRELLISLOCALHOST';
const taskPrefix = 'ASIATRELLIS';

const readOrCreate = (path: string): Buffer => {
  try {
    const key = readFileSync(path);
    if (key.length === keyBytes) return key;
    throw new Error(`${path} is damaged: it must hold ${keyBytes} bytes`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const key = randomBytes(keyBytes);
  writeAtomicSync(path, key);
  return key;
};

/** Reads the key of a data folder, or makes one (mode 0600) for a new folder. */
export const openKeys = (path: string): Keys => {
  const root = readOrCreate(path);
  const derive = (purpose: string): Buffer => createHmac('sha256', root).update(purpose).digest();
  const text = (purpose: string): string => derive(purpose).toString('base64url');
  return {
    secretStoreKey: derive('secret-store'),
    instance: derive('instance').toString('hex').slice(0, 8),
    host: { accessKeyId: hostAccessKeyId, secretAccessKey: text('host') },
    task: (taskId) => ({
      accessKeyId: taskPrefix + taskId.toUpperCase(),
      secretAccessKey: text(`task:${taskId}`),
      sessionToken: text(`session:${taskId}`),
    }),
    taskOf: (accessKeyId) =>
      accessKeyId.startsWith(taskPrefix) ? accessKeyId.slice(taskPrefix.length).toLowerCase() : undefined,
    credentialsToken: (purpose) => text(`credentials:${purpose}`),
  };
};
