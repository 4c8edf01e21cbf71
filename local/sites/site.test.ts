import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestHost, type TestHost } from './test-host';

let host: TestHost;
beforeEach(async () => {
  host = await startTestHost();
});
afterEach(() => host.close());

const tellsItsPid = 'export const handler = async () => process.pid;';
const pidOf = async (path = '/shop/development/'): Promise<number> =>
  Number(await (await host.get(path)).text());
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const expectToEnd = (pid: number): Promise<void> =>
  vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5000, interval: 10 });

describe('a process of a site', () => {
  it('answers many requests, also at the same time', async () => {
    await host.deploy('shop/development', tellsItsPid);
    const pids = await Promise.all(Array.from({ length: 20 }, () => pidOf()));
    expect(new Set(pids).size).toBe(1);
  });

  it('that crashes gives a 502 with its last words, and the next request a new process', async () => {
    const source = `export const handler = async (event) => {
      if (event.rawPath !== '/crash') return process.pid;
      console.error('out of luck');
      process.exit(3);
    };`;
    await host.deploy('shop/development', source);
    const before = await pidOf();
    const crashed = await host.get('/shop/development/crash');
    const text = await crashed.text();
    expect(crashed.status).toBe(502);
    expect(text).toContain('exit code 3');
    expect(text).toContain('out of luck');
    expect(await pidOf()).not.toBe(before);
  });

  it('that crashes gives its 502 at once and leaves nothing behind, whatever it started', async () => {
    const source = `import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1e6)'], { stdio: 'inherit' });
      export const handler = async (event) => (event.rawPath === '/crash' ? process.exit(1) : child.pid);`;
    await host.deploy('shop/development', source);
    const grandchild = await pidOf();
    expect((await host.get('/shop/development/crash')).status).toBe(502);
    await expectToEnd(grandchild);
  });

  it('whose handler throws gives a 502 and goes on', async () => {
    await host.deploy(
      'shop/development',
      `export const handler = async () => { throw new Error('<b>bad</b>'); };`,
    );
    const response = await host.get('/shop/development/', { headers: { accept: 'text/html' } });
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('Error: &lt;b&gt;bad&lt;/b&gt;');
  });

  it('ends when its site is replaced, removed, or the host closes', async () => {
    await host.deploy('shop/development', tellsItsPid);
    const first = await pidOf();
    await host.deploy('shop/development', tellsItsPid);
    await expectToEnd(first);
    const second = await pidOf();
    await host.remove('shop/development');
    expect(isAlive(second)).toBe(false);
    await host.deploy('shop/development', tellsItsPid);
    const third = await pidOf();
    await host.sites.close();
    expect(isAlive(third)).toBe(false);
  });

  it('takes everything that it started with it', async () => {
    const source = `import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1e6)'], { stdio: 'ignore' });
      export const handler = async () => child.pid;`;
    await host.deploy('shop/development', source);
    const grandchild = await pidOf();
    expect(isAlive(grandchild)).toBe(true);
    await host.remove('shop/development');
    await expectToEnd(grandchild);
  });
});

describe('a request under way', () => {
  /** Lets an application wait until the test says go. */
  let gate: Server;
  let gateUrl: string;
  let arrived: Promise<void>;
  let open: () => void;
  beforeEach(async () => {
    let arrive = (): void => undefined;
    arrived = new Promise((resolve) => (arrive = resolve));
    const opened = new Promise<void>((resolve) => (open = resolve));
    gate = createServer((_, response) => {
      arrive();
      void opened.then(() => response.end('open'));
    });
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
    gateUrl = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    gate.closeAllConnections();
    gate.close();
  });
  const waits = (text: string): string =>
    `export const handler = async () => { await (await fetch(process.env.GATE)).text(); return '${text}'; };`;

  it('is finished by the version that took it, while the next version answers already', async () => {
    await host.deploy('shop/development', waits('one'), { GATE: gateUrl });
    const slow = host.get('/shop/development/');
    await arrived;
    await host.deploy('shop/development', `export const handler = async () => 'two';`);
    expect(await (await host.get('/shop/development/')).json()).toBe('two');
    open();
    expect(await (await slow).json()).toBe('one');
  });

  it('that takes too long is a 504, and its process is not used again', async () => {
    await host.close();
    host = await startTestHost({ limits: { requestTimeoutMs: 300 } });
    const source = `export const handler = async (event) => (event.rawPath === '/loop' ? new Promise(() => 0) : process.pid);`;
    await host.deploy('shop/development', source);
    const before = await pidOf();
    expect((await host.get('/shop/development/loop')).status).toBe(504);
    await expectToEnd(before);
    expect(await pidOf()).not.toBe(before);
  });

  it('is refused with 429 when too many are under way', async () => {
    await host.close();
    host = await startTestHost({ limits: { concurrency: 1 } });
    await host.deploy('shop/development', waits('one'), { GATE: gateUrl });
    const slow = host.get('/shop/development/');
    await arrived;
    expect((await host.get('/shop/development/')).status).toBe(429);
    open();
    expect((await slow).status).toBe(200);
  });
});

describe('what is deployed', () => {
  it('is served again after a restart of the host', async () => {
    await host.deploy('shop/development', tellsItsPid);
    const before = await pidOf();
    await host.close(true);
    host = await startTestHost({ dataDir: host.dataDir });
    expect(await pidOf()).not.toBe(before);
  });

  it('is the old version when the host was killed while it wrote the new one', async () => {
    await host.deploy('shop/development', `export const handler = async () => 'old';`);
    await host.close(true);
    const folder = join(host.dataDir, 'sites', 'apps', 'shop', 'development');
    await mkdir(join(folder, 'versions', '2.draft', 'files'), { recursive: true });
    await mkdir(join(folder, 'versions', '3', 'files'), { recursive: true });
    await writeFile(join(folder, 'current.0a1b2c3d.tmp'), '3');
    host = await startTestHost({ dataDir: host.dataDir });
    expect(await (await host.get('/shop/development/')).json()).toBe('old');
    await host.deploy('shop/development', `export const handler = async () => 'new';`);
    expect(await (await host.get('/shop/development/')).json()).toBe('new');
    await vi.waitFor(async () => expect(await readdir(join(folder, 'versions'))).toEqual(['4']), {
      timeout: 5000,
      interval: 10,
    });
  });

  it('sleeps without visitors and wakes with the next', async () => {
    await host.close();
    host = await startTestHost({ limits: { idleMs: 1 } });
    await host.deploy('shop/development', tellsItsPid);
    const before = await pidOf();
    await expectToEnd(before);
    expect(await pidOf()).toBeGreaterThan(0);
  });
});
