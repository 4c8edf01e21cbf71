/** `npm run torture`: faults and load against real hosts, and one table of what held. Exit code 1 when something did not. */
import { writeFileSync } from 'node:fs';
import { machine } from '../bench/report';
import { parseOptions, usage, UsageError, type Options } from './options';
import { heading, markdown, printRow } from './report';
import { runGroups } from './run';
import { groups } from './scenarios';

const readOptions = (): Options => {
  try {
    const options = parseOptions(process.argv.slice(2), (Date.now() % 1_000_000) + 1);
    if (options) return options;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
};

/** Ids that no scenario has. */
const unknownIds = ({ only }: Options): string[] => {
  const ids = groups.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));
  return only.filter((wanted) => !ids.some((id) => id === wanted || id.startsWith(`${wanted}-`)));
};

const options = readOptions();
const unknown = unknownIds(options);
if (unknown.length > 0) {
  console.error(`There is no scenario ${unknown.join(', ')}.\n\n${usage}`);
  process.exit(2);
}
// A scenario that was given up may still fail somewhere; its row has been written.
process.on('unhandledRejection', (error) => {
  if (process.env.TRELLIS_DEBUG) console.error(error);
});
const length = options.short ? 'the short run' : `${options.minutes} minutes`;
console.log(`Torture on ${machine()}: seed ${options.seed}, ${length}.\n`);
console.log(heading());
const began = performance.now();
const rows = await runGroups(groups, options, (row) => console.log(printRow(row)));

const count = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length;
const took = Math.round((performance.now() - began) / 1000);
console.log(
  `\n${count('held')} held, ${count('VIOLATED')} violated, ${count('skipped')} skipped (${took} s, seed ${options.seed}).`,
);
const { TRELLIS_TORTURE_TABLE: file } = process.env;
if (file !== undefined) writeFileSync(file, `${markdown(rows)}\n`);
process.exit(count('VIOLATED') > 0 ? 1 : 0);
