#!/usr/bin/env node
// `npm run destroy`: does all the set-up that is needed, then removes Trellis from an AWS account.
import { runAws } from './lib/aws.mjs';

await runAws('destroy', process.argv.slice(2));
