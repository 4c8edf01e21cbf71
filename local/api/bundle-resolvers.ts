/** A step of the build: bundles every resolver file. Arguments: the repository, and the directory that gets the code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { bundleResolvers } from '../appsync/sandbox/bundle';
import { codeFile, listResolverFiles } from '../../hosts/resolver-files';
import { wiringProblems } from '../../hosts/wiring-check';

const [root = '.', into = '.'] = process.argv.slice(2);
const files = listResolverFiles(root);
const problems = wiringProblems(readFileSync(`${root}/schema.graphql`, 'utf8'), files);
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(1);
}
const code = await bundleResolvers(files.map((file) => `${root}/resolvers/${file}`));
const byName = Object.fromEntries(files.map((file) => [file, code.get(`${root}/resolvers/${file}`)]));
writeFileSync(codeFile(into), JSON.stringify(byName));
