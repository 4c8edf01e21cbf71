import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestHost, type TestHost } from './test-host';

const source = fileURLToPath(new URL('../../examples/hello-trellis', import.meta.url));

let host: TestHost;
let folder: string;
beforeEach(async () => {
  host = await startTestHost();
  folder = await mkdtemp(join(tmpdir(), 'trellis example '));
  await cp(source, folder, { recursive: true });
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (
  args: string[],
  variables: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, ...variables },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => (output += part.toString()));
    child.once('close', (code) => resolve({ code, output }));
  });

const variablesOf = (environment: string): Record<string, string> => ({
  TRELLIS_SITES_URL: `${host.url}/sites`,
  TRELLIS_SITES_TOKEN: host.sites.token,
  TRELLIS_APP: 'hello',
  TRELLIS_ENVIRONMENT: environment,
  TRELLIS_COMMIT: 'c0ffee0000000000000000000000000000000000',
  TRELLIS_OUTPUTS_FILE: join(folder, 'outputs.json'),
});
const versionAt = async (url: string): Promise<unknown> => (await fetch(`${url}api/version`)).json();
const setVersion = async (version: number): Promise<void> => {
  const file = join(folder, 'src', 'release.mjs');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/version: \d+/, `version: ${version}`));
};

describe('the example', () => {
  it('has tests that pass', async () => {
    const { code, output } = await run(['--test']);
    expect(output).toMatch(/pass [1-9]/);
    expect(code).toBe(0);
  });

  it('leaves the URL as an output, which answers the version of each environment', async () => {
    expect((await run(['deploy.mjs'], variablesOf('production'))).code).toBe(0);
    await setVersion(2);
    const { output } = await run(['deploy.mjs'], { ...variablesOf('development'), GREETING: 'Hi' });
    const { url } = JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8')) as { url: string };
    expect(output).toContain(`Live at ${url}`);
    expect(await versionAt(url)).toEqual({
      version: 'version 2',
      environment: 'development',
      commit: 'c0ffee0',
      message: 'Hi',
    });
    expect(await versionAt(`${host.url}/hello/production/`)).toMatchObject({
      version: 'version 1',
      environment: 'production',
    });
    expect(await (await fetch(url)).text()).toContain('<h1>version 2</h1>');
  });

  it('is gone after its remove command', async () => {
    await run(['deploy.mjs'], variablesOf('development'));
    expect((await run(['remove.mjs'], variablesOf('development'))).code).toBe(0);
    expect((await fetch(`${host.url}/hello/development/`)).status).toBe(404);
  });

  it.each([
    ['the address of the sites', { TRELLIS_SITES_URL: '' }, 'TRELLIS_SITES_URL is not set'],
    ['a valid token', { TRELLIS_SITES_TOKEN: 'wrong' }, 'This token is unknown'],
    ['a host that answers', { TRELLIS_SITES_URL: 'http://127.0.0.1:9/sites' }, 'Is Trellis running?'],
  ])('says in one sentence what is missing without %s', async (_, change, sentence) => {
    const { code, output } = await run(['deploy.mjs'], { ...variablesOf('development'), ...change });
    expect(code).toBe(1);
    expect(output).toContain(sentence);
    expect(output).not.toContain('    at ');
  });
});
