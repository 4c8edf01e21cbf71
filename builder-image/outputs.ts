/** Reads what a deploy command left: URLs and other values. */
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseOutputs } from '../core/frameworks';
import type { Output } from '../core/records';
import type { StepLog } from './build-log';
import { readInside } from './workspace';

/** Where outputs may stand. */
export interface OutputPlaces {
  /** The app's directory. */
  directory: string;
  /** Relative to it; later ones lose against earlier ones. */
  files: readonly string[];
  /** `TRELLIS_OUTPUTS_FILE`: what stands here wins. */
  outputsFile: string;
}

const maxFileBytes = 1_000_000;

const readOwn = async (path: string): Promise<string | undefined> => {
  try {
    return (await stat(path)).size <= maxFileBytes ? await readFile(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
};

/** Outputs by name, masked. A file that cannot be read as JSON is named in the log and left out. */
export const readOutputs = async (
  places: OutputPlaces,
  log: StepLog,
  mask: (text: string) => string,
): Promise<Output[]> => {
  const sources: [string, string | undefined][] = [
    ['$TRELLIS_OUTPUTS_FILE', await readOwn(places.outputsFile)],
  ];
  for (const file of places.files) sources.push([file, await readInside(places.directory, file)]);
  const found = new Map<string, string>();
  for (const [name, text] of sources) {
    if (text === undefined || text.trim() === '') continue;
    const outputs = parseOutputs(text);
    if (outputs === undefined) log.say(`${name} is not a JSON object, so its outputs are left out.`);
    for (const output of outputs ?? []) {
      if (!found.has(output.name)) found.set(output.name, mask(output.value));
    }
  }
  const outputs = [...found].map(([name, value]) => ({ name: mask(name), value }));
  for (const { name, value } of outputs) log.say(`${name} = ${value}`);
  return outputs;
};

/** Removes outputs that an earlier run left in a kept artifact, so that they are not taken for this run's. */
export const forgetOutputs = async ({ directory, files }: OutputPlaces): Promise<void> => {
  for (const file of files) {
    if ((await readInside(directory, file)) !== undefined) await rm(join(directory, file), { force: true });
  }
};
