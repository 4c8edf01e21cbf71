import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSecretStore } from './secret-store';

let directory: string;
let path: string;
const key = randomBytes(32);

beforeEach(async () => {
  directory = await mkdtemp(`${tmpdir()}/trellis-secrets-`);
  path = `${directory}/secrets`;
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('what was put is there after the next start, for its owner only', async () => {
  openSecretStore(path, key).put('one', 'swordfish');
  expect(openSecretStore(path, key).get('one')?.value).toBe('swordfish');
  expect(await readFile(path, 'latin1')).not.toContain('swordfish');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('another key opens nothing, and a changed file is noticed', async () => {
  openSecretStore(path, key).put('one', 'swordfish');
  expect(() => openSecretStore(path, randomBytes(32))).toThrow('cannot be read');
  const sealed = await readFile(path);
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  await writeFile(path, sealed);
  expect(() => openSecretStore(path, key)).toThrow('cannot be read');
});

test('what was deleted is gone', () => {
  const store = openSecretStore(path, key);
  store.put('one', 'swordfish');
  expect(store.delete('one')).toBe(true);
  expect(store.delete('one')).toBe(false);
  expect(openSecretStore(path, key).names()).toEqual([]);
});
