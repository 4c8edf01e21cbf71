/** Files that Node runs as they stand, also when the host around them was bundled elsewhere in the project. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file of this project, from its path inside. */
export const projectFile = (path: string): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, path);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) throw new Error(`${path} is missing`);
    folder = dirname(folder);
  }
};
