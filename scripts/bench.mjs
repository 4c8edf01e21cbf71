#!/usr/bin/env node
// `npm run bench`: does all the set-up that is needed, then measures.
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { orExplain, Problem } from './lib/problem.mjs';
import { endChildrenOnSignal, run } from './lib/run.mjs';

await orExplain(async () => {
  endChildrenOnSignal();
  await prepare();
  const { code } = await run(process.execPath, ['--import', 'tsx', `${root}/bench/main.ts`], { show: true });
  if (code !== 0)
    throw new Problem('The benchmark did not finish.', { exitCode: 1, next: 'read the lines above.' });
});
