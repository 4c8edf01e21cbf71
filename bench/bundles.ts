/** The functions as Lambda takes them: how big each bundle is, and how long a fresh Node process takes to load it. */
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { functions } from '../wiring';
import type { Row } from './report';
import { median } from './statistics';

const run = promisify(execFile);

/** Each function's loads are spread over the whole measurement, so that no busy moment hits one function alone. */
const ROUNDS = 9;

/** The bundle of a function. */
const bundleOf = (name: string): string =>
  fileURLToPath(new URL(`../.build/functions/${name}/index.mjs`, import.meta.url));

const timed = `const began = performance.now(); await import(process.argv[1]); console.log(performance.now() - began);`;

const loadMs = async (name: string): Promise<number> => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', timed, bundleOf(name)], {
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  return Number(stdout);
};

/** Two rows a function: its size, and the median time of its import. */
export const measureBundles = async (): Promise<Row[]> => {
  const names = Object.keys(functions);
  const loads = new Map(names.map((name): [string, number[]] => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, times] of loads) times.push(await loadMs(name));
  return [...loads].flatMap(([name, times]): Row[] => [
    {
      what: `${name}: bundle`,
      value: statSync(bundleOf(name)).size / 1024,
      unit: 'KB',
      aim: { is: 'at most', value: 1024 },
    },
    { what: `${name}: import`, value: median(times), unit: 'ms', aim: { is: 'at most', value: 150 } },
  ]);
};
