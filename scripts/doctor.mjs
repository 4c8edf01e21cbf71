#!/usr/bin/env node
// `npm run doctor`: looks at this machine, and at an installation on AWS, and names what mends each finding. The version check
// comes before anything else is loaded, in words that an old Node understands.
var parts = process.versions.node.split('.').map(Number);
if (parts[0] < 18) {
  console.error('Trellis needs Node 20.19 or newer; this is ' + process.versions.node + '.');
  console.error('Next: install a newer Node.js, then look again.');
  process.exit(3);
}

import('./lib/doctor/doctor.mjs').then(function (module) {
  return module.doctor(process.argv.slice(2));
});
