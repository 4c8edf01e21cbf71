#!/usr/bin/env node
// `npm run build`: builds what is out of date; `-- --force` builds everything.
import { prepare } from './lib/prepare.mjs';
import { orExplain } from './lib/problem.mjs';

await orExplain(() => prepare({ force: process.argv.includes('--force') }));
