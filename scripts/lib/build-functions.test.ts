import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functions } from '../../wiring';

const built = join(import.meta.dirname, '../../.build/functions');
const names = Object.keys(functions);
let elsewhere = '';

beforeAll(() => {
  if (!existsSync(built))
    throw new Error('The functions are not bundled. Next: npm test, which bundles them.');
  elsewhere = mkdtempSync(join(tmpdir(), 'trellis-functions-'));
  cpSync(built, elsewhere, { recursive: true });
});
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

describe('bundles of functions', () => {
  it('every one is under 1 MB', () => {
    const sizes = names.map((name) => ({ name, kb: statSync(join(built, name, 'index.mjs')).size / 1024 }));
    console.log(sizes.map(({ name, kb }) => `${name.padEnd(20)} ${kb.toFixed(0).padStart(5)} KB`).join('\n'));
    expect(sizes.filter(({ kb }) => kb >= 1_000)).toEqual([]);
  });

  it('none asks for a module by `require`, which a module lacks', () => {
    const asking = names.filter((name) =>
      readFileSync(join(built, name, 'index.mjs'), 'utf8').includes('Dynamic require of'),
    );
    expect(asking).toEqual([]);
  });

  it('every one loads where there is nothing but Node, and exports its handler', () => {
    const load = `
      for (const name of process.argv.slice(1))
        console.log(name, typeof (await import('./' + name + '/index.mjs')).handler);`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', load, ...names], {
      cwd: elsewhere,
      encoding: 'utf8',
      env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    });
    expect(said.trim().split('\n')).toEqual(names.map((name) => `${name} function`));
  });
});
