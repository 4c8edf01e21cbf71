/** What is said on the command line of a benchmark. */
import { parseArgs } from 'node:util';

/** Says what is wrong with the command line, and ends the process with exit code 2. */
export const refuse = (sentence: string): never => {
  console.error(sentence);
  process.exit(2);
};

/** Reads options that take a text each; anything else is refused. */
export const readOptions = <Name extends string>(names: readonly Name[]): Partial<Record<Name, string>> => {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ options }).values as Partial<Record<Name, string>>;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
};
