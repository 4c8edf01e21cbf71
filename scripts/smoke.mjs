#!/usr/bin/env node
// `npm run smoke`: does all the set-up that is needed, then tries Trellis in a real AWS account.
import { runAws } from './lib/aws.mjs';

await runAws('smoke', process.argv.slice(2));
