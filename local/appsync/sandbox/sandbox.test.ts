import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogEntry } from '../types';
import { ResolverError } from '../util/errors';
import { bundleResolver, bundleResolvers } from './bundle';
import { createSandbox, type HandlerContext, type ResolverModule } from './sandbox';

const load = async (
  body: string,
  log: (entry: LogEntry) => void = () => undefined,
): Promise<ResolverModule> => {
  const code = `import { util } from '@aws-appsync/utils';
    export function request(ctx) { ${body} }
    export function response(ctx) { return ctx.result; }`;
  const { modules } = await createSandbox([{ file: 'Query.test.ts', code }], log);
  const module = modules.get('Query.test.ts');
  if (!module) throw new Error('not loaded');
  return module;
};
const run = async (body: string, context: HandlerContext = {}): Promise<unknown> =>
  (await load(body)).request(context);

describe('what APPSYNC_JS lacks', () => {
  it.each([
    'new Date()',
    'new Map()',
    'new Set()',
    'Promise.resolve()',
    'parseInt("1")',
    'Number("1")',
    'Boolean(1)',
    'structuredClone({})',
    'setTimeout(() => 1, 1)',
    'fetch("http://localhost")',
    'process.env',
    'require("fs")',
    'globalThis.console',
    'encodeURIComponent("a")',
    'Object.fromEntries([])',
    'Object.freeze({})',
    'Array.from([1])',
    'Array.isArray([])',
    '[1].includes(1)',
    '"a".includes("a")',
    '"a".padStart(3)',
    '"a".match("a")',
    '[2, 1].sort((a, b) => a - b)',
    'ctx.args.list.sort((a, b) => a - b)',
    '"a".replace(/a/, "b")',
    'Math.pow(2, 2)',
    '(() => {}).constructor("return process")()',
  ])('fails on %s, naming the file', async (expression) => {
    const { copy, modules } = await createSandbox(
      [
        {
          file: 'Query.test.ts',
          code: `export function request(ctx) { return ${expression}; } export function response() {}`,
        },
      ],
      () => undefined,
    );
    const context = copy({ args: { list: [2, 1] } });

    const failing = (): unknown => modules.get('Query.test.ts')?.request(context);

    expect(failing).toThrow(ResolverError);
    expect(failing).toThrow(/^Query\.test\.ts:\d+:\d+: (Reference|Type|Eval)Error: /);
  });

  it('fails as early as loading when a module needs what is not there', async () => {
    const code =
      'const now = new Date(); export function request() { return now; } export function response() {}';

    await expect(createSandbox([{ file: 'Query.early.ts', code }], () => undefined)).rejects.toThrow(
      /^Query\.early\.ts:.*Date is not defined/,
    );
  });

  it('refuses a module that exports no handler', async () => {
    const code = 'export function request() {}';

    await expect(createSandbox([{ file: 'Query.half.ts', code }], () => undefined)).rejects.toThrow(
      'Query.half.ts exports no function named response',
    );
  });

  it('refuses modules other than its own', async () => {
    const code =
      "import fs from 'node:fs'; export function request() { return fs; } export function response() {}";

    await expect(createSandbox([{ file: 'a.ts', code }], () => undefined)).rejects.toThrow(
      'no module node:fs',
    );
  });
});

describe('what APPSYNC_JS has', () => {
  it.each([
    ['[3, 1, 2].sort()', [1, 2, 3]],
    ['[1, [2]].flat().map((n) => n * 2).filter((n) => n > 2)', [4]],
    ['Object.entries({ a: 1 }).flatMap(([k, v]) => [k, v])', ['a', 1]],
    ['`a${1}`.toUpperCase().replaceAll("A", "b").split("")', ['b', '1']],
    ['JSON.parse("{broken")', ''],
    ['JSON.parse(JSON.stringify({ a: [1] }))', { a: [1] }],
    ['({ ...{ a: 1 }, b: null }).b ?? "none"', 'none'],
    ['Math.max(1, 2) + Math.floor(1.5)', 3],
    ['Number.isNaN(NaN)', true],
    ['util.time.nowISO8601().length', 24],
  ])('runs %s', async (expression, value) => {
    expect(await run(`return ${expression};`)).toEqual(value);
  });

  it('writes console.log and console.error to the log', async () => {
    const entries: LogEntry[] = [];
    const module = await load('console.log("seen", { a: 1 }); console.error("bad"); return 1;', (entry) =>
      entries.push(entry),
    );

    module.request({});

    expect(entries).toEqual([
      { level: 'info', message: 'seen {"a":1}' },
      { level: 'error', message: 'bad' },
    ]);
  });

  it("never changes the host's objects", async () => {
    const { copy } = await createSandbox([], () => undefined);
    const original = { list: [{ a: 1 }], text: 'x' };

    const copied = copy(original);
    copied.list.push({ a: 2 });

    expect(original.list).toEqual([{ a: 1 }]);
    expect(copied.list).not.toBeInstanceOf(Array);
  });
});

describe('bundling', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appsync-bundle-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (name: string, code: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, code);
    return path;
  };

  it('makes one module of a file and what it imports, and leaves the utilities outside', async () => {
    await write('keys.ts', 'export const key = (id: string) => ({ pk: `NOTE#${id}` });');
    const path = await write(
      'Query.note.ts',
      `import { get } from '@aws-appsync/utils/dynamodb';
       import { key } from './keys';
       export const request = (ctx: { args: { id: string } }) => get({ key: key(ctx.args.id) });
       export const response = (ctx: { result: unknown }) => ctx.result;`,
    );

    const code = await bundleResolver(path);
    const { modules } = await createSandbox([{ file: path, code }], () => undefined);

    expect(code).toMatch(/from "@aws-appsync\/utils\/dynamodb"/);
    expect(modules.get(path)?.request({ args: { id: 'a' } })).toEqual({
      operation: 'GetItem',
      key: { pk: { S: 'NOTE#a' } },
    });
  });

  it('bundles files of one name in different folders, each to its own code', async () => {
    const one = await write('same.ts', 'export const request = () => 1; export const response = () => 1;');
    const other = await write('other.ts', 'export const request = () => 2; export const response = () => 2;');

    const code = await bundleResolvers([one, other]);

    expect(code.get(one)).toContain('() => 1');
    expect(code.get(other)).toContain('() => 2');
  });

  it('refuses code that AWS would refuse for its length', async () => {
    const path = await write(
      'long.ts',
      `export const request = () => '${'x'.repeat(33_000)}'; export const response = () => 1;`,
    );

    await expect(bundleResolver(path)).rejects.toThrow(/AppSync takes at most 32768/);
  });
});
