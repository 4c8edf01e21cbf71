/** What the builder's image is made of, and the tag that names exactly that. */
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The processor that builders run on. */
export type Architecture = 'ARM64' | 'X86_64';

const folders = ['core', 'builder-image'];

const isSource = (path: string): boolean =>
  !path.endsWith('.test.ts') && !path.endsWith('.md') && !path.includes('/testing/');

/** Paths of the files that the image is built from, below the root of the repository, with `/` in between, in one order. */
export const imageSources = (root: string): string[] =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
    )
    .filter(isSource)
    .sort();

/**
 * The tag of the image: the same sources for the same processor have the same tag, anything else has another one. So an image that is
 * there need not be built, and a tag never changes what it means.
 */
export const imageTag = (root: string, architecture: Architecture): string => {
  const hash = createHash('sha256');
  for (const path of imageSources(root)) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return `${architecture === 'ARM64' ? 'arm64' : 'x86'}-${hash.digest('hex').slice(0, 24)}`;
};

/** Copies the sources into an empty folder, as the root of a build. */
export const copyImageSources = (root: string, into: string): void => {
  for (const path of imageSources(root)) cpSync(join(root, path), join(into, path));
};
