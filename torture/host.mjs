// The host with faults, as it was built: what `npm start` runs, without the preparation.
import { pathToFileURL } from 'node:url';
import { buildDirectory, root } from '../scripts/lib/paths.mjs';

const { main } = await import(pathToFileURL(`${buildDirectory}/faults/main.js`).href);
await main({ root, buildDirectory, argv: process.argv.slice(2) });
