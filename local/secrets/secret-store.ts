/**
 * Secrets in one file, encrypted with AES-256-GCM under a key that stands in another. Every change is on disk before it is
 * acknowledged. A handful of secrets a team: the whole file is written each time.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeAtomicSync } from '../atomic-file';

/** A secret and its current version. */
export interface StoredSecret {
  name: string;
  value: string;
  versionId: string;
  createdAt: number;
}

/** The secrets of one data folder. */
export interface SecretStore {
  get(name: string): StoredSecret | undefined;
  put(name: string, value: string, versionId?: string): StoredSecret;
  delete(name: string): boolean;
  names(): string[];
}

const ivBytes = 12;
const tagBytes = 16;

const encrypt = (key: Buffer, plain: string): Buffer => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
};

const decrypt = (key: Buffer, sealed: Buffer): string => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes));
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]).toString();
};

const load = (path: string, key: Buffer): StoredSecret[] => {
  let sealed: Buffer;
  try {
    sealed = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    return JSON.parse(decrypt(key, sealed)) as StoredSecret[];
  } catch (cause) {
    throw new Error(`The secrets in ${path} cannot be read with this data folder's key`, { cause });
  }
};

/** Opens the store of a data folder; throws when the file is damaged or the key is another folder's. */
export const openSecretStore = (path: string, key: Buffer): SecretStore => {
  const secrets = new Map(load(path, key).map((secret) => [secret.name, secret]));
  const save = (): void => writeAtomicSync(path, encrypt(key, JSON.stringify([...secrets.values()])));
  return {
    get: (name) => secrets.get(name),
    put: (name, value, versionId = randomUUID()) => {
      const secret = { name, value, versionId, createdAt: secrets.get(name)?.createdAt ?? Date.now() };
      secrets.set(name, secret);
      save();
      return secret;
    },
    delete: (name) => {
      const known = secrets.delete(name);
      if (known) save();
      return known;
    },
    names: () => [...secrets.keys()].sort(),
  };
};
