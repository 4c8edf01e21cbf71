import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

interface Finding {
  check: string;
  level: string;
  text: string;
  fix?: string;
}

interface Judge {
  judgeNode(version: string): Finding;
  judgePort(port: number, what: string, state: string): Finding;
  judgeDisk(bytes: number): Finding;
  judgeDataFolder(folder: string, state: object): Finding[];
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
// Plain JavaScript, as whoever has installed nothing runs it.
const module: string = './judge.mjs';
const judge = (await import(module)) as Judge;

describe('this machine', () => {
  test.each([
    ['20.19.0', 'ok'],
    ['22.1.0', 'ok'],
    ['24.0.0', 'ok'],
    ['20.18.3', 'problem'],
    ['18.20.0', 'problem'],
  ])('Node.js %s is %s', (version, level) => expect(judge.judgeNode(version).level).toBe(level));

  test('a port of another program is noted, with what to do', () => {
    expect(judge.judgePort(4010, 'the dashboard', 'free').level).toBe('ok');
    expect(judge.judgePort(4010, 'the dashboard', 'ours').level).toBe('ok');
    expect(judge.judgePort(4010, 'the dashboard', 'taken')).toMatchObject({
      level: 'note',
      fix: expect.stringContaining('--port') as string,
    });
  });

  test('a disk that is nearly full is a problem', () => {
    expect(judge.judgeDisk(2 * 1024 ** 3).level).toBe('ok');
    expect(judge.judgeDisk(1024 ** 2).level).toBe('problem');
  });

  test('a data folder that others can read, or nobody can write, is a problem', () => {
    const sound = { there: true, writable: true, openToOthers: false };
    expect(judge.judgeDataFolder('.trellis', sound).map(({ level }) => level)).toEqual(['ok']);
    expect(judge.judgeDataFolder('.trellis', { ...sound, openToOthers: true })).toContainEqual(
      expect.objectContaining({ level: 'problem', fix: 'chmod 700 .trellis' }),
    );
    expect(judge.judgeDataFolder('.trellis', { ...sound, writable: false })).toMatchObject([
      { level: 'problem' },
    ]);
    expect(judge.judgeDataFolder('.trellis', { ...sound, holder: { pid: 7, alive: false } })).toMatchObject([
      { level: 'note' },
    ]);
  });
});

test('a copy with nothing installed is looked at all the same, and says what is missing', () => {
  const copy = mkdtempSync(join(tmpdir(), 'trellis doctor '));
  try {
    for (const path of ['scripts', 'package-lock.json', 'infra/package-lock.json']) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/doctor.mjs', '--json'], {
      cwd: copy,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const { ok, machine, aws } = JSON.parse(stdout) as { ok: boolean; machine: Finding[]; aws: Finding[] };
    expect({ ok, status }).toEqual({ ok: true, status: 0 });
    expect(machine).toContainEqual({
      check: 'Dependencies',
      level: 'note',
      text: 'missing or out of date',
      fix: 'npm start (or npm ci)',
    });
    expect(aws).toMatchObject([
      { level: 'note', text: expect.stringContaining('was not looked at') as string },
    ]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}, 60_000);
