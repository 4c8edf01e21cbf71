/** Commands that print a lot, and what has to come of it. */

/** Prints numbered lines of `bytes` bytes as fast as they are taken, each hundredth with the secret `SECRET`, after the gate `go`. */
export const floodScript = (
  lines: number,
  bytes = 100,
): string => `import { mark, waitFor } from './marks.mjs';
mark('ready');
await waitFor('go');
const secret = process.env.SECRET ?? '';
for (let i = 0; i < ${lines}; i += 1000) {
  let text = '';
  for (let j = i; j < Math.min(i + 1000, ${lines}); j++)
    text += ('line ' + j + (j % 100 ? ' ' : ' ' + secret + ' ')).padEnd(${bytes - 1}, 'abcdefghij') + '\\n';
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
await new Promise((resolve) => process.stdout.write('', resolve));`;

const numbered = /^line (\d+) /;

/** The numbers of the lines that a flood printed, in the order in which they stand. */
export const numbersOf = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => {
    const [, number] = numbered.exec(line) ?? [];
    return number === undefined ? [] : [Number(number)];
  });

/** What is wrong with numbers that should go from 0 up by one. */
export const disorder = (
  numbers: readonly number[],
  wanted: number,
): { lost: number; twice: number; inversions: number } => {
  const distinct = new Set(numbers).size;
  return {
    lost: wanted - distinct,
    twice: numbers.length - distinct,
    inversions: numbers.filter((number, index) => index > 0 && number < (numbers[index - 1] ?? 0)).length,
  };
};
