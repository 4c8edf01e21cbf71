/** `npm run bench`: one run, one table. Everything goes through a real host; nothing else should run on the machine. */
import { readOptions, refuse } from './arguments';
import { parts, type Part } from './parts';
import { machine, table, type Row } from './report';
import { Stage } from './stage';

const names = parts.map(({ name }) => name);

/** The parts that the command line asks for; all of them when it names none. */
const chosen = (only: string | undefined): readonly Part[] => {
  const wanted = only?.split(',').map((name) => name.trim()) ?? names;
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length === 0) return parts.filter(({ name }) => wanted.includes(name));
  return refuse(`There is no part called ${unknown.join(', ')}.\nNext: choose of ${names.join(', ')}.`);
};

const inWords = (seconds: number): string =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;

const selected = chosen(readOptions(['only']).only);
const seconds = selected.reduce((sum, part) => sum + part.seconds, 0);
console.log(`Measuring on ${machine()}. This takes about ${inWords(seconds)}.\n`);

const stage = new Stage();
const rows: Row[] = [];
const failures: string[] = [];
try {
  for (const part of selected) {
    console.log(`  ${part.name}`);
    try {
      rows.push(...(await part.measure(stage)));
    } catch (error) {
      // What the other parts have measured is not lost with it.
      failures.push(
        `${part.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
} finally {
  await stage.clear();
}
console.log(`\n${table(rows)}`);
for (const failure of failures) console.error(`\n${failure}`);
if (failures.length > 0) process.exitCode = 1;
