/** What `npm run torture` is told on its command line. */
import { parseArgs } from 'node:util';

/** How to run. */
export interface Options {
  /** What all choices are made from. */
  seed: number;
  /** How long a run may take about; repetitions grow with it. */
  minutes: number;
  /** Ids of scenarios; all when empty. */
  only: readonly string[];
  /** The run that `npm test` makes: everything once, in small. */
  short: boolean;
}

/** How it is called. */
export const usage = `npm run torture                     every scenario, about 10 minutes
npm run torture -- --short          every scenario in small, in about 5 minutes
npm run torture -- --seed 7         the choices of an earlier run
npm run torture -- --minutes 60     more repetitions
npm run torture -- --only KILL-1,WS  these scenarios; a name without a number is a family`;

/** Thrown for a command line that says nothing sensible. */
export class UsageError extends Error {}

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} wants a whole number from 1.`);
  return value;
};

/**
 * Reads a command line; undefined when it asks for help.
 *
 * @param freshSeed what counts when none is given
 * @throws UsageError
 */
export const parseOptions = (argv: readonly string[], freshSeed: number): Options | undefined => {
  const read = () => {
    try {
      return parseArgs({
        args: [...argv],
        options: {
          seed: { type: 'string' },
          minutes: { type: 'string' },
          only: { type: 'string' },
          short: { type: 'boolean', default: false },
          help: { type: 'boolean', short: 'h', default: false },
        },
      }).values;
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  };
  const { seed, minutes = '10', only = '', short, help } = read();
  if (help) return undefined;
  return {
    seed: seed === undefined ? freshSeed : wholeNumber('seed', seed),
    minutes: wholeNumber('minutes', minutes),
    only: only
      .split(',')
      .map((id) => id.trim().toUpperCase())
      .filter((id) => id !== ''),
    short,
  };
};
