import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArtifactTooLarge, packArtifact, restoreArtifact, uploadArtifact } from './artifact';
import type { FakeApi } from './testing/fake-api';
import { startFakeApi } from './testing/fake-api';
import { temporaryFolder } from './testing/repository';

let folder: ReturnType<typeof temporaryFolder>;
let api: FakeApi;
beforeEach(async () => {
  folder = temporaryFolder();
  api = await startFakeApi(() => ({ errorType: 'not used' }));
});
afterEach(async () => {
  await api.close();
  folder.remove();
});

const at = (...parts: string[]): string => join(folder.path, ...parts);
const env = { PATH: process.env.PATH ?? '' };

describe('an artifact', () => {
  it('brings back files, modes and links, and leaves .git out', async () => {
    mkdirSync(at('from/.git'), { recursive: true });
    mkdirSync(at('from/sub dir/.git'), { recursive: true });
    mkdirSync(at('to'));
    writeFileSync(at('from/.git/config'), 'x');
    writeFileSync(at('from/sub dir/run'), 'text', { mode: 0o755 });
    symlinkSync('sub dir/run', at('from/link'));
    expect(await packArtifact(at('from'), at('a.tar.gz'), env)).toBeGreaterThan(100);
    await uploadArtifact(at('a.tar.gz'), `${api.storeUrl}/a?X-Amz-Signature=abc`);
    await restoreArtifact(`${api.storeUrl}/a?X-Amz-Signature=abc`, at('to'), env);
    expect(existsSync(at('to/.git'))).toBe(false);
    expect(readFileSync(at('to/sub dir/run'), 'utf8')).toBe('text');
    expect(lstatSync(at('to/sub dir/run')).mode & 0o777).toBe(0o755);
    expect(readlinkSync(at('to/link'))).toBe('sub dir/run');
  });

  it('that grows over the limit is given up early', async () => {
    mkdirSync(at('from'));
    writeFileSync(
      at('from/random'),
      Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251)),
    );
    await expect(packArtifact(at('from'), at('a.tar.gz'), env, { limit: 100 })).rejects.toThrow(
      ArtifactTooLarge,
    );
  });

  it('is given up when the deployment must stop', async () => {
    mkdirSync(at('from'));
    const stop = new AbortController();
    const packing = packArtifact(at('from'), at('a.tar.gz'), withTar('sleep 60'), { signal: stop.signal });
    stop.abort();
    await expect(packing).rejects.toThrow('aborted');
  });

  /** A program in place of tar, since the real one is early only at times. */
  const withTar = (script: string) => {
    writeFileSync(at('tar'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return { PATH: `${folder.path}:${env.PATH}` };
  };

  it('is whole when tar ends at the end mark, before it has taken all of its input', async () => {
    mkdirSync(at('to'));
    api.store.set('/store/long', gzipSync(Buffer.alloc(5_000_000)));
    await restoreArtifact(`${api.storeUrl}/long`, at('to'), withTar('head -c 10 > /dev/null'));
  });

  it('that tar cannot unpack is an error in the words of tar', async () => {
    mkdirSync(at('to'));
    api.store.set('/store/long', gzipSync(Buffer.alloc(5_000_000)));
    await expect(
      restoreArtifact(`${api.storeUrl}/long`, at('to'), withTar('echo no room >&2; exit 2')),
    ).rejects.toThrow('tar ended with 2: no room');
  });

  it('that is cut short is an error, also when tar is content with what came', async () => {
    mkdirSync(at('to'));
    const packed = gzipSync(Buffer.alloc(5_000_000));
    api.store.set('/store/cut', packed.subarray(0, packed.length - 4));
    await expect(restoreArtifact(`${api.storeUrl}/cut`, at('to'), withTar('exit 0'))).rejects.toThrow();
  });

  it('that is gone, or no archive, is an error', async () => {
    mkdirSync(at('to'));
    await expect(restoreArtifact(`${api.storeUrl}/none`, at('to'), env)).rejects.toThrow('404');
    api.store.set('/store/bad', Buffer.from('no archive'));
    await expect(restoreArtifact(`${api.storeUrl}/bad`, at('to'), env)).rejects.toThrow();
  });
});
