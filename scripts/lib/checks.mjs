import { availableParallelism } from 'node:os';
import { root } from './paths.mjs';

/** @param {string} name */
const bin = (name) => `${root}/node_modules/.bin/${name}`;

/**
 * One worker for each core; by itself it would leave one core to whoever watches.
 *
 * @param {string} project
 * @param {readonly string[]} more
 * @param {number} [atMost]
 */
const vitest = (project, more, atMost = Infinity) => [
  bin('vitest'),
  'run',
  '--project',
  project,
  `--maxWorkers=${Math.min(availableParallelism(), atMost)}`,
  // A file that is asked for stands in one project only.
  ...(more.length > 0 ? ['--passWithNoTests', ...more] : []),
];

/**
 * Every check of `npm test`. `tests` take further arguments (files, `-t name`). Those that only `read` the files and keep one core busy
 * each run side by side; the longest of them is begun first.
 *
 * @type {readonly {
 *   name: string,
 *   title: string,
 *   tests?: boolean,
 *   reads?: boolean,
 *   command: (more: readonly string[]) => string[],
 * }[]}
 */
export const checks = [
  {
    name: 'lint',
    title: 'Lint (ESLint)',
    reads: true,
    command: () => [bin('eslint'), '.', '--max-warnings', '0'],
  },
  { name: 'typecheck', title: 'Types (tsc)', reads: true, command: () => [bin('tsc'), '--noEmit'] },
  {
    name: 'format',
    title: 'Format (Prettier)',
    reads: true,
    command: () => [bin('prettier'), '--check', '--log-level', 'warn', '.'],
  },
  {
    name: 'types',
    title: 'Generated types are up to date',
    reads: true,
    command: () => [bin('graphql-codegen'), '--config', 'codegen.ts', '--check'],
  },
  { name: 'unused', title: 'Nothing unused (knip)', reads: true, command: () => [bin('knip')] },
  { name: 'unit', title: 'Unit tests', tests: true, command: (more) => vitest('unit*', more) },
  { name: 'dashboard', title: 'Dashboard tests', tests: true, command: (more) => vitest('dashboard', more) },
  {
    name: 'journeys',
    title: 'Journeys',
    tests: true,
    // Each file has a host, its builders and a browser.
    command: (more) => vitest('journeys', more, 4),
  },
  {
    name: 'torture',
    title: 'Faults and load, in small (npm run torture)',
    command: () => [process.execPath, `${root}/scripts/torture.mjs`, '--short', '--seed', '1'],
  },
];
