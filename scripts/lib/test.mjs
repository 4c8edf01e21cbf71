import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { checks } from './checks.mjs';
import { prepare } from './prepare.mjs';
import { orExplain, Problem } from './problem.mjs';
import { endChildrenOnSignal, run } from './run.mjs';

const usage = `npm test                      every check
npm test -- unit journeys     only these: ${checks.map((check) => check.name).join(', ')}
npm test -- unit core/table   further words go to the tests: files, -t "name"`;

/** @typedef {typeof checks[number]} Check */

/**
 * Runs a check and says what came of it. Gives whether all was well.
 *
 * @param {Check} check
 * @param {readonly string[]} more
 * @param {boolean} alone Prints what it says as it comes; otherwise afterwards, in one piece.
 */
const runCheck = async (check, more, alone) => {
  const [program = '', ...args] = check.command(more);
  if (alone) console.log(`\n${check.title}`);
  const started = performance.now();
  const { code, output } = await run(program, args, { show: alone });
  if (code !== 0 && output !== '') console.log(`\n${output.trimEnd()}`);
  const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  console.log(
    code === 0 ? `  ✓ ${check.title} (${took})` : `  ✗ ${check.title}: exit code ${code} (${took})`,
  );
  return code === 0;
};

/**
 * Runs checks, so many at a time. Gives the names of those that failed.
 *
 * @param {readonly Check[]} wanted
 * @param {readonly string[]} more
 * @param {number} atOnce
 */
const runChecks = async (wanted, more, atOnce) => {
  const left = [...wanted];
  /** @type {string[]} */
  const failed = [];
  const next = async () => {
    for (let check = left.shift(); check; check = left.shift())
      if (!(await runCheck(check, more, atOnce === 1))) failed.push(check.name);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return failed;
};

/**
 * Prepares, then runs the checks: all of them, so that one run shows every failure.
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
    console.log('');
    const reading = wanted.filter(({ reads }) => reads === true);
    const failed = [
      ...(await runChecks(reading, more, availableParallelism())),
      ...(await runChecks(
        wanted.filter((check) => !reading.includes(check)),
        more,
        1,
      )),
    ];
    const total = `${Math.round((performance.now() - began) / 1000)} s`;
    if (failed.length > 0)
      throw new Problem(`\nFailed: ${failed.join(', ')} (${total}).`, {
        exitCode: 1,
        next: `correct what is reported above, then run npm test -- ${failed.join(' ')}`,
      });
    console.log(`\nAll checks passed (${total}).`);
  });
