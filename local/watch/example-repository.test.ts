import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureExampleRepository } from './example-repository';

const sourceDir = fileURLToPath(new URL('../../examples/hello-trellis', import.meta.url));
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'trellis data '));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const git = (path: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: path, encoding: 'utf8' }).trim();

describe('the repository of the example', () => {
  it('has one commit on main, by Trellis, with every file of the example and nothing else', async () => {
    const path = await ensureExampleRepository({ dataDir, sourceDir });
    expect(git(path, 'log', '--all', '--format=%an %s %D')).toBe('Trellis feat: say hello HEAD -> main');
    expect(git(path, 'status', '--porcelain')).toBe('');
    expect(git(path, 'ls-files').split('\n')).toContain('src/handler.mjs');
    expect(readdirSync(join(dataDir, 'repositories'))).toEqual(['hello-trellis']);
  });

  it('is the person’s own from then on', async () => {
    const path = await ensureExampleRepository({ dataDir, sourceDir });
    writeFileSync(join(path, 'README.md'), 'mine');
    expect(await ensureExampleRepository({ dataDir, sourceDir })).toBe(path);
    expect(git(path, 'diff', '--name-only')).toBe('README.md');
  });

  it('is not there half, when it could not be made', async () => {
    await expect(ensureExampleRepository({ dataDir, sourceDir: join(dataDir, 'nowhere') })).rejects.toThrow();
    expect(existsSync(join(dataDir, 'repositories', 'nowhere'))).toBe(false);
    expect(readdirSync(join(dataDir, 'repositories'))).toEqual([]);
  });
});
