import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { whileNobodyBuilds } from './build-lock.mjs';
import { compressFiles } from './compress.mjs';
import { buildDirectory, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';
import { hashInputs, readStamp, writeStamp } from './stamps.mjs';

// Bundled CommonJS packages call `require`, which a module lacks.
const requireBanner = {
  js: "import { createRequire as trellisRequire } from 'node:module'; const require = trellisRequire(import.meta.url);",
};

/** @type {import('esbuild').BuildOptions} */
const forNode = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  absWorkingDir: root,
  banner: requireBanner,
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'silent',
};

/** @param {import('esbuild').BuildOptions} options */
const bundle = async (options) => {
  const esbuild = await import('esbuild');
  try {
    await esbuild.build(options);
  } catch (error) {
    throw new Problem('The program does not compile.', {
      next: 'correct the lines above, or return to an unchanged copy of Trellis.',
      detail: error instanceof Error ? error.message : String(error),
    });
  }
};

/**
 * @param {string} script
 * @param {string[]} args
 */
const runNode = async (script, args) => {
  const { code, output } = await run(process.execPath, [script, ...args]);
  if (code !== 0)
    throw new Problem('A part of the build failed.', { next: 'read the lines above.', detail: output });
};

const hostInputs = [
  'local',
  'hosts',
  'functions',
  'core',
  'generated',
  'wiring.ts',
  'package-lock.json',
  'scripts/lib/build.mjs',
];

const hostEntryPoints = {
  main: 'local/main.ts',
  standby: 'local/tasks/standby-program.ts',
  'bundle-resolvers': 'local/api/bundle-resolvers.ts',
};

/**
 * @param {string} into
 * @param {Record<string, string>} entryPoints
 */
const bundleHost = (into, entryPoints) =>
  bundle({ ...forNode, entryPoints, outdir: into, splitting: true, external: ['dynalite', 'esbuild'] });

/**
 * What is built, from what, and how; each into a directory of its own that replaces the former one when it is complete.
 *
 * @typedef {{ name: string, title: string, inputs: readonly string[], make: (into: string) => Promise<void> }} Target
 * @type {readonly Target[]}
 */
const targets = [
  {
    name: 'host',
    title: 'Building the host',
    inputs: hostInputs,
    make: (into) => bundleHost(into, hostEntryPoints),
  },
  {
    name: 'builder',
    title: 'Building the builder',
    inputs: ['builder-image', 'core', 'generated', 'package-lock.json', 'scripts/lib/build.mjs'],
    make: (into) =>
      bundle({
        ...forNode,
        entryPoints: ['builder-image/main.ts'],
        outfile: `${into}/builder.mjs`,
        minifySyntax: true,
        minifyWhitespace: true,
      }),
  },
  {
    name: 'resolvers',
    title: 'Bundling the resolvers',
    inputs: ['resolvers', 'core', 'local', 'hosts', 'wiring.ts', 'schema.graphql', 'package-lock.json'],
    make: (into) => runNode(`${buildDirectory}/host/bundle-resolvers.js`, [root, into]),
  },
  {
    name: 'dashboard',
    title: 'Building the dashboard',
    inputs: [
      'dashboard',
      'core',
      'generated',
      'infra/target-account',
      'package-lock.json',
      'scripts/lib/compress.mjs',
    ],
    make: async (into) => {
      const vite = `${root}/node_modules/vite/bin/vite.js`;
      const config = ['--config', 'dashboard/vite.config.ts', '--outDir', into];
      await runNode(vite, ['build', ...config, '--emptyOutDir', '--logLevel', 'warn']);
      await compressFiles(into);
    },
  },
];

/**
 * The host with faults at its edges, for `npm run torture` only.
 *
 * @type {Target}
 */
const faultyHost = {
  name: 'faults',
  title: 'Building the host with faults',
  inputs: hostInputs,
  make: (into) => bundleHost(into, { main: 'local/faults/main.ts' }),
};

/**
 * The functions as Lambda takes them, for who deploys to AWS and for tests only.
 *
 * @type {Target}
 */
const lambdas = {
  name: 'functions',
  title: 'Bundling the functions for AWS',
  inputs: [
    'functions',
    'core',
    'generated',
    'wiring.ts',
    'package-lock.json',
    'scripts/lib/build.mjs',
    'scripts/lib/build-functions.mjs',
  ],
  make: async (into) => {
    const { functionBundles } = await import('./build-functions.mjs');
    await bundle({ ...forNode, ...(await functionBundles(into)) });
  },
};

/** @param {Target} target */
const isCurrent = ({ name, inputs }) =>
  readStamp(name) === hashInputs(inputs) && existsSync(`${buildDirectory}/${name}`);

/** Names of what is missing or out of date, of what Trellis on one machine is made of. */
export const staleTargets = () => targets.filter((target) => !isCurrent(target)).map(({ name }) => name);

/** @param {Target} target */
const buildTarget = async ({ name, inputs, make }) => {
  const stamp = hashInputs(inputs);
  const [final, fresh, former] = ['', '.new', '.old'].map((suffix) => `${buildDirectory}/${name}${suffix}`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await make(fresh);
  // A host that runs loses its files for the blink of an eye only.
  await rm(former, { recursive: true, force: true });
  if (existsSync(final)) await rename(final, former);
  await rename(fresh, final);
  await rm(former, { recursive: true, force: true });
  writeStamp(name, stamp);
};

/**
 * Builds what is out of date. A target's stamp is written last, so what was interrupted is built again.
 *
 * @param {{ force?: boolean, faults?: boolean, functions?: boolean }} [options] `faults`: also what only tests of faults need;
 *   `functions`: also what runs on Lambda
 */
export const build = async ({ force = false, faults = false, functions = false } = {}) => {
  const wanted = [...targets, ...(faults ? [faultyHost] : []), ...(functions ? [lambdas] : [])];
  if (!force && wanted.every(isCurrent)) return;
  await whileNobodyBuilds(async () => {
    for (const target of wanted)
      if (force || !isCurrent(target)) await step(target.title, () => buildTarget(target));
  });
};
