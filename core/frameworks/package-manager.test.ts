import { describe, expect, it } from 'vitest';
import { readPackageJson } from './files';
import { acceptsNodeMajor, requestedNode } from './node-version';
import { detectPackageManager } from './package-manager';

const read = async (files: Record<string, string>) => {
  const reader = { read: (path: string) => Promise.resolve(files[path]) };
  const result = await readPackageJson(reader);
  if (result.kind !== 'read') throw new Error('the test needs a package.json');
  return { reader, packageJson: result.content };
};

describe('the package manager', () => {
  it.each([
    [{ 'package-lock.json': '' }, {}, 'npm ci'],
    [{ 'npm-shrinkwrap.json': '' }, {}, 'npm ci'],
    [{ 'pnpm-lock.yaml': '' }, {}, 'pnpm install --frozen-lockfile'],
    [{ 'yarn.lock': '# yarn lockfile v1' }, {}, 'yarn install --frozen-lockfile'],
    [{ 'yarn.lock': '__metadata:\n  version: 8' }, {}, 'yarn install --immutable'],
    [{ 'yarn.lock': '', '.yarnrc.yml': '' }, {}, 'yarn install --immutable'],
    [{ 'yarn.lock': '' }, { packageManager: 'yarn@4.1.0' }, 'yarn install --immutable'],
    [{ 'bun.lock': '' }, {}, 'bun install --frozen-lockfile'],
    [{ 'bun.lockb': '' }, {}, 'bun install --frozen-lockfile'],
    [{}, {}, 'npm install'],
    [{}, { packageManager: 'pnpm@9.0.0+sha512.abc' }, 'pnpm install'],
    [{ 'package-lock.json': '', 'pnpm-lock.yaml': '' }, { packageManager: 'npm@10' }, 'npm ci'],
    [{ 'package-lock.json': '' }, { packageManager: 'unknown@1' }, 'npm ci'],
  ])('of %j with %j installs by `%s`', async (files, fields, command) => {
    const { reader, packageJson } = await read({ ...files, 'package.json': JSON.stringify(fields) });
    expect((await detectPackageManager(reader, packageJson)).installCommand).toBe(command);
  });
});

describe('the Node.js version', () => {
  it('comes from .nvmrc first, then .node-version, then engines', async () => {
    const engines = JSON.stringify({ engines: { node: '>=18' } });
    const of = async (files: Record<string, string>) => {
      const { reader, packageJson } = await read({ 'package.json': engines, ...files });
      return requestedNode(reader, packageJson);
    };
    expect(await of({ '.nvmrc': '# lts\nv22.1.0\n', '.node-version': '20' })).toEqual({
      version: 'v22.1.0',
      source: '.nvmrc',
    });
    expect((await of({ '.node-version': '20' }))?.version).toBe('20');
    expect((await of({}))?.source).toContain('engines');
  });

  it.each([
    ['20', 20, true],
    ['v20.11.1', 20, true],
    ['22', 20, false],
    ['lts/iron', 20, true],
    ['lts/jod', 20, false],
    ['lts/*', 20, true],
    ['>=18', 20, true],
    ['>= 18 <21', 20, true],
    ['>=18 <20', 20, false],
    ['>=18.0.0 <20.5.0', 20, true],
    ['^18 || ^20', 20, true],
    ['^18 || ^22', 20, false],
    ['~20.1', 20, true],
    ['20.x', 20, true],
    ['18 - 22', 20, true],
    ['18 - 19', 20, false],
    ['>20', 20, false],
    ['<=20', 20, true],
    ['*', 20, true],
    ['', 20, true],
    ['node', 20, true],
  ])('%j read for Node.js %i is %s', (version, major, accepted) => {
    expect(acceptsNodeMajor(version, major)).toBe(accepted);
  });
});
