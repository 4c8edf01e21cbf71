/** What `npm run build` left in this repository, for the stacks. */
import { readFileSync } from 'node:fs';
import { readResolverCode } from '../hosts/resolver-files';
import { imageTag } from './image-source';
import type { Settings } from './settings';
import type { Built } from './trellis-stack';

/** Reads it. */
export const readBuilt = async (root: string, { architecture, imageTag: tag }: Settings): Promise<Built> => ({
  schema: readFileSync(`${root}/schema.graphql`, 'utf8'),
  resolvers: await readResolverCode(`${root}/.build/resolvers`),
  codeOf: (name) => `${root}/.build/functions/${name}`,
  imageTag: tag ?? imageTag(root, architecture),
});
