#!/usr/bin/env node
// `npm test`: does all the set-up that is needed, then runs every check. The version check comes before
// anything else is loaded, in words that an old Node understands.
var parts = process.versions.node.split('.').map(Number);
if (parts[0] < 20 || (parts[0] === 20 && parts[1] < 19)) {
  console.error('Trellis needs Node 20.19 or newer; this is ' + process.versions.node + '.');
  console.error('Next: install a newer Node.js, then test again.');
  process.exit(3);
}

import('./lib/test.mjs').then(function (module) {
  return module.test(process.argv.slice(2));
});
