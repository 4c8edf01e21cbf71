import { loadTypeScript } from '../aws.mjs';
import { isInstalled } from '../install.mjs';
import { root } from '../paths.mjs';
import { prepare } from '../prepare.mjs';
import { orExplain } from '../problem.mjs';
import { progressToStandardError } from '../progress.mjs';
import { findingsInWords, note } from './finding.mjs';
import { inspectMachine } from './machine.mjs';

const usage = `npm run doctor   checks this machine and, with AWS credentials, the installation

  -- --name …      which installation on AWS (trellis)
  -- --region …    where; else AWS_REGION or the region of the profile
  -- --profile …   a profile of the AWS configuration
  -- --account …   refuse credentials of any other account
  -- --json        one JSON document on standard output
  -- --help        this

Each finding names the command that mends it. Exit code 1: something must be mended.`;

const asksForAws = /^--(?:name|region|profile|account)(?:=|$)/;

/** @param {string[]} argv @returns {Promise<import('./finding.mjs').Finding[]>} */
const inspectInstallation = async (argv) => {
  const asked = argv.some((word) => asksForAws.test(word));
  if (asked) await prepare({ infra: true });
  else if (!isInstalled(root) || !isInstalled(`${root}/infra`))
    return [
      note(
        'AWS',
        'was not looked at: what that needs is installed by the first npm run deploy',
        'npm run doctor -- --region REGION installs it and looks',
      ),
    ];
  const { inspect } = await loadTypeScript('infra/deploy/main.ts');
  return inspect({ root, argv, asked });
};

/**
 * Checks, prints, and ends with code 1 when something must be mended.
 *
 * @param {string[]} argv
 */
export const doctor = (argv) =>
  orExplain(async () => {
    if (argv.includes('--help')) return console.log(usage);
    const json = argv.includes('--json');
    if (json) progressToStandardError();
    const machine = await inspectMachine();
    if (!json) console.log(`\n  This machine\n\n${findingsInWords(machine)}`);
    const aws = await inspectInstallation(argv);
    if (!json) console.log(`\n  AWS\n\n${findingsInWords(aws)}\n`);
    const findings = [...machine, ...aws];
    const sound = findings.every(({ level }) => level !== 'problem');
    if (json) console.log(JSON.stringify({ ok: sound, machine, aws }, undefined, 2));
    // Connections that are kept open must not keep the process.
    process.exit(sound ? 0 : 1);
  });
