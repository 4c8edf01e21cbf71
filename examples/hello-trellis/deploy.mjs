/** Deploys the application: sends its files to the sites of this machine and leaves the URL as an output. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { send, site } from './site.mjs';

const root = new URL('./src/', import.meta.url);

const target = site();
const paths = (await readdir(root)).sort();
console.log(`Deploying ${target.app} to ${target.environment}`);

const files = [];
for (const path of paths) {
  const content = await readFile(new URL(path, root));
  console.log(`  ${`src/${path}`.padEnd(24)} ${content.length} bytes`);
  files.push({ path: `src/${path}`, content: content.toString('base64') });
}

// Only what the application reads: the site gets no other variable of this deployment.
const variables = Object.fromEntries(
  ['TRELLIS_APP', 'TRELLIS_ENVIRONMENT', 'TRELLIS_COMMIT', 'GREETING']
    .map((name) => [name, process.env[name]])
    .filter(([, value]) => value !== undefined),
);

const { url } = await send('PUT', target, { handler: 'src/handler.handler', files, variables });

if (process.env.TRELLIS_OUTPUTS_FILE) {
  await writeFile(process.env.TRELLIS_OUTPUTS_FILE, `${JSON.stringify({ url }, null, 2)}\n`);
}
console.log(`Live at ${url}`);
