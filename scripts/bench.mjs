#!/usr/bin/env node
// `npm run bench` and `npm run bench:peers`: do all the set-up that is needed, then measure. Arguments go to the benchmark.
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { orExplain, Problem } from './lib/problem.mjs';
import { endChildrenOnSignal, run } from './lib/run.mjs';

await orExplain(async () => {
  endChildrenOnSignal();
  await prepare({ functions: true });
  const peers = process.argv[2] === 'peers';
  const program = `${root}/bench/${peers ? 'peers/main.ts' : 'main.ts'}`;
  const args = process.argv.slice(peers ? 3 : 2);
  const { code } = await run(process.execPath, ['--import', 'tsx', program, ...args], {
    show: true,
    // What the SDK says of Node's age is for who maintains Trellis, not for who measures it.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  if (code === 2) process.exit(code);
  if (code !== 0)
    throw new Problem('The benchmark did not finish.', { exitCode: 1, next: 'read the lines above.' });
});
