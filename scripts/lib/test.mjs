import { performance } from 'node:perf_hooks';
import { checks } from './checks.mjs';
import { prepare } from './prepare.mjs';
import { orExplain, Problem } from './problem.mjs';
import { endChildrenOnSignal, run } from './run.mjs';

const usage = `npm test                      every check
npm test -- unit journeys     only these: ${checks.map((check) => check.name).join(', ')}
npm test -- unit core/table   further words go to the tests: files, -t "name"`;

/**
 * Prepares, then runs the checks one after the other: all of them, so that one run shows every failure.
 *
 * @param {string[]} argv
 */
export const test = (argv) =>
  orExplain(async () => {
    if (argv.includes('--help') || argv.includes('-h')) return console.log(usage);
    const names = argv.filter((word) => checks.some((check) => check.name === word));
    const more = argv.filter((word) => !names.includes(word));
    const wanted = checks.filter((check) =>
      names.length > 0 ? names.includes(check.name) : more.length === 0 || check.tests,
    );
    endChildrenOnSignal();
    const began = performance.now();
    await prepare({ infra: true });
    /** @type {string[]} */
    const failed = [];
    for (const [index, check] of wanted.entries()) {
      const [program = '', ...args] = check.command(more);
      console.log(`\n[${index + 1}/${wanted.length}] ${check.title}`);
      const started = performance.now();
      const { code } = await run(program, args, { show: true });
      const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
      console.log(
        code === 0 ? `  ✓ ${check.title} (${took})` : `  ✗ ${check.title}: exit code ${code} (${took})`,
      );
      if (code !== 0) failed.push(check.name);
    }
    const total = `${Math.round((performance.now() - began) / 1000)} s`;
    if (failed.length > 0)
      throw new Problem(`\nFailed: ${failed.join(', ')} (${total}).`, {
        exitCode: 1,
        next: `correct what is reported above, then run npm test -- ${failed.join(' ')}`,
      });
    console.log(`\nAll checks passed (${total}).`);
  });
