import { availableParallelism } from 'node:os';
import { root } from './paths.mjs';

/** @param {string} name */
const bin = (name) => `${root}/node_modules/.bin/${name}`;

/** @param {string} project @param {readonly string[]} more */
const vitest = (project, more) => [
  bin('vitest'),
  'run',
  '--project',
  project,
  // One worker for each core; by itself it would leave one core to whoever watches.
  `--maxWorkers=${availableParallelism()}`,
  // A file that is asked for stands in one project only.
  ...(more.length > 0 ? ['--passWithNoTests', ...more] : []),
];

/**
 * Every check of `npm test`, cheap ones first. `tests` take further arguments (files, `-t name`).
 *
 * @type {readonly { name: string, title: string, tests?: boolean, command: (more: readonly string[]) => string[] }[]}
 */
export const checks = [
  {
    name: 'types',
    title: 'Generated types are up to date',
    command: () => [bin('graphql-codegen'), '--config', 'codegen.ts', '--check'],
  },
  { name: 'typecheck', title: 'Types (tsc)', command: () => [bin('tsc'), '--noEmit'] },
  { name: 'lint', title: 'Lint (ESLint)', command: () => [bin('eslint'), '.', '--max-warnings', '0'] },
  {
    name: 'format',
    title: 'Format (Prettier)',
    command: () => [bin('prettier'), '--check', '--log-level', 'warn', '.'],
  },
  { name: 'unused', title: 'Nothing unused (knip)', command: () => [bin('knip')] },
  { name: 'unit', title: 'Unit tests', tests: true, command: (more) => vitest('unit', more) },
  { name: 'dashboard', title: 'Dashboard tests', tests: true, command: (more) => vitest('dashboard', more) },
  { name: 'journeys', title: 'Journeys', tests: true, command: (more) => vitest('journeys', more) },
  {
    name: 'torture',
    title: 'Faults and load, in small (npm run torture)',
    command: () => [process.execPath, `${root}/scripts/torture.mjs`, '--short', '--seed', '1'],
  },
];
