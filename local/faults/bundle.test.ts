/** Faults are for tests: nothing of them is in what people run. */
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const faultyHost = 'local/faults/main.ts';
/** What the build makes programs of. */
const programs = [...readFileSync('scripts/lib/build.mjs', 'utf8').matchAll(/'(local\/[\w/-]+\.ts)'/g)].map(
  ([, path = '']) => path,
);

const partsOf = async (entryPoints: string[]): Promise<string[]> => {
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs).filter((path) => path.startsWith('local/faults/'));
};

it('the programs of the host are built without any fault', async () => {
  const ofPeople = programs.filter((path) => path !== faultyHost);
  expect(ofPeople).toContain('local/main.ts');
  expect(await partsOf(ofPeople)).toEqual([]);
});

it('the host with faults is another program', async () => {
  expect(await partsOf([faultyHost])).toContain('local/faults/points.ts');
});
