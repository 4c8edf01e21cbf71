#!/usr/bin/env node
// `npm run deploy`: does all the set-up that is needed, then brings Trellis into an AWS account.
import { runAws } from './lib/aws.mjs';

await runAws('deploy', process.argv.slice(2));
