#!/usr/bin/env node
// `npm run torture`: does all the set-up that is needed, then breaks things on purpose and looks what comes of it.
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { orExplain, Problem } from './lib/problem.mjs';
import { endChildrenOnSignal, run } from './lib/run.mjs';

await orExplain(async () => {
  endChildrenOnSignal();
  await prepare({ faults: true });
  const program = ['--import', 'tsx', `${root}/torture/main.ts`, ...process.argv.slice(2)];
  // What the SDK says of Node's age is for who maintains Trellis.
  const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  const { code } = await run(process.execPath, program, { show: true, env });
  if (code !== 0)
    throw new Problem('A guarantee did not hold.', {
      exitCode: code,
      next: 'look at the rows above that say VIOLATED; the same seed makes the same choices again.',
    });
});
