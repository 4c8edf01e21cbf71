import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listResolverFiles, type ResolverCode } from '../hosts/resolver-files';
import { bundleResolvers } from './appsync';
import { openDataFolder } from './data-folder';
import { startHost, type Host } from './host';
import { writeHostFile } from './host-file';
import { createLog } from './log';

const root = fileURLToPath(new URL('..', import.meta.url));
const printed: string[] = [];
let directory: string;
let repository: string;
let resolverCode: ResolverCode;
let host: Host | undefined;

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.test', ...args], {
    cwd: repository,
    encoding: 'utf8',
  }).trim();

const commit = async (subject: string): Promise<string> => {
  await appendFile(`${repository}/notes.txt`, `${subject}\n`);
  git('add', '--all');
  git('commit', '--quiet', '--message', subject);
  return git('rev-parse', 'HEAD');
};

const start = async (): Promise<Host> => {
  const folder = openDataFolder(`${directory}/data`);
  const started = await startHost({
    root,
    folder,
    resolverCode,
    dashboardDirectory: `${directory}/dashboard`,
    builder: { command: [process.execPath, `${directory}/builder.mjs`] },
    port: 0,
    personEnvironment: process.env,
    log: createLog((line) => printed.push(line)),
    stopTimeoutMs: 5_000,
  });
  writeHostFile(folder.hostFile, started.info);
  return started;
};

const running = (): Host => host ?? expect.fail('no host runs');

const ask = async <Data>(query: string, variables: object = {}): Promise<Data> => {
  const { info } = running();
  const token = readFileSync(info.tokenFile, 'utf8').trim();
  const response = await fetch(info.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
};

const until = async <Value>(read: () => Promise<Value | undefined>): Promise<Value> => {
  for (let turn = 0; turn < 600; turn += 1) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return expect.fail(`it never came true; the host said:\n${printed.join('')}`);
};

interface App {
  id: string;
  environments: { id: string; name: string; live: { commit: { hash: string } } | null }[];
}

const readApp = async (): Promise<App> =>
  (
    await ask<{ appByName: App }>(
      `{ appByName(name: "tiny") { id environments { id name live { commit { hash } } } } }`,
    )
  ).appByName;

const isLive = (hash: string): Promise<App> =>
  until(async () => {
    const app = await readApp();
    return app.environments[0]?.live?.commit.hash === hash ? app : undefined;
  });

beforeAll(async () => {
  directory = await mkdtemp(`${tmpdir()}/trellis host `);
  repository = `${directory}/tiny`;
  await mkdir(repository);
  await mkdir(`${directory}/dashboard`);
  await writeFile(`${directory}/dashboard/index.html`, '<title>Trellis</title>');
  git('init', '--quiet', '--initial-branch=main');
  const files = listResolverFiles(root);
  const code = await bundleResolvers(files.map((file) => `${root}/resolvers/${file}`));
  resolverCode = Object.fromEntries(files.map((file) => [file, code.get(`${root}/resolvers/${file}`) ?? '']));
  await build({
    entryPoints: [`${root}/builder-image/main.ts`],
    outfile: `${directory}/builder.mjs`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  host = await start();
}, 60_000);

afterAll(async () => {
  await host?.close();
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

test('the dashboard, its configuration and the API are served', async () => {
  const { url, graphqlUrl, exampleRepository } = running().info;
  expect(await (await fetch(url)).text()).toContain('<title>Trellis</title>');
  expect(await (await fetch(`${url}/config.json`)).json()).toMatchObject({ graphqlUrl, exampleRepository });
  expect(await ask('{ viewer { name } }')).toMatchObject({ viewer: { name: expect.any(String) as string } });
  const unsigned = await fetch(graphqlUrl, { method: 'POST', body: '{"query":"{ viewer { name } }"}' });
  expect(unsigned.status).toBe(401);
});

test.each(['token', 'webhook-secret'])('the file %s holds something, for its owner only', (name) => {
  const file = `${directory}/data/${name}`;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8').trim().length).toBeGreaterThanOrEqual(32);
});

test('the sign-in link works once', async () => {
  const { url } = running().info;
  const code = decodeURIComponent((await running().signInLink()).split('#code=')[1] ?? '');
  const signIn = () =>
    fetch(`${url}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
  const first = await signIn();
  expect(first.status).toBe(200);
  expect(first.headers.get('set-cookie')).toMatch(/HttpOnly/);
  expect((await signIn()).status).toBe(401);
});

test(
  'a commit is deployed by a builder of its own, and its log can be read',
  { timeout: 60_000 },
  async () => {
    const hash = await commit('feat: one');
    const settings = {
      tests: false,
      installCommand: 'true',
      deployCommand: 'echo "deployed $TRELLIS_COMMIT"',
    };
    const input = { name: 'tiny', repository, settings };
    await ask('mutation ($input: CreateAppInput!) { createApp(input: $input) { id } }', { input });
    const environmentId = (await readApp()).environments[0]?.id;
    const { deploy } = await ask<{ deploy: { id: string } }>(
      'mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
      { input: { environmentId } },
    );
    await isLive(hash);
    const text = await until(async () => {
      const { logs } = await ask<{ logs: { chunks: { text: string }[] } }>(
        'query ($id: ID!) { logs(deploymentId: $id) { chunks { text } } }',
        { id: deploy.id },
      );
      const all = logs.chunks.map((chunk) => chunk.text).join('\n');
      return all.includes(`deployed ${hash}`) ? all : undefined;
    });
    expect(text).toContain(`deployed ${hash}`);
    await until(() => Promise.resolve(running().running() === 0 ? true : undefined));
  },
);

test('a commit to a local repository deploys by itself', { timeout: 60_000 }, async () => {
  const hash = await commit('feat: two');
  expect((await isLive(hash)).environments.map(({ live }) => live !== null)).toEqual([true, false, false]);
});

test(
  'everything is there after the next start, also what was committed meanwhile',
  { timeout: 60_000 },
  async () => {
    const before = { app: await readApp(), token: readFileSync(running().info.tokenFile, 'utf8') };
    printed.length = 0;
    await running().close();
    // Of the last deployment it is told before the functions lose what they work with.
    expect(printed).toEqual([]);
    const hash = await commit('feat: three');
    host = await start();
    expect((await readApp()).id).toBe(before.app.id);
    expect(readFileSync(running().info.tokenFile, 'utf8')).toBe(before.token);
    await isLive(hash);
  },
);
