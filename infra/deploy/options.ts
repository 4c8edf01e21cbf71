/** The command line of `npm run deploy` and its sisters: what it may say, and what it says of the settings. Pure. */
import { parseArgs } from 'node:util';
import { DeployError } from './failures';

/** The commands. */
export type CommandName = 'deploy' | 'destroy' | 'doctor' | 'smoke';

/** What a command line asks for. */
export interface Options {
  profile?: string;
  json: boolean;
  yes: boolean;
  help: boolean;
  /** `deploy`: only print a new link for the owner. */
  link: boolean;
  /** `destroy`: also what would be kept. */
  deleteData: boolean;
  /** `destroy`: also while deployments run. */
  force: boolean;
  /** Settings that were named; they count more than the file. */
  settings: Record<string, string | number>;
}

/** A command as a person types it. */
export const typed = (name: CommandName): string => `npm run ${name}`;

interface Flag {
  type: 'string' | 'boolean';
  /** The setting that it sets, and whether that is a number. */
  setting?: string;
  number?: boolean;
  for?: readonly CommandName[];
  text: string;
}

const flags: Record<string, Flag> = {
  yes: { type: 'boolean', for: ['deploy', 'destroy', 'smoke'], text: 'ask nothing' },
  link: { type: 'boolean', for: ['deploy'], text: 'change nothing; print a new sign-in link for the owner' },
  'delete-data': {
    type: 'boolean',
    for: ['destroy'],
    text: 'also delete the table, artifacts, secrets and logs; asks for the name',
  },
  force: { type: 'boolean', for: ['destroy'], text: 'also while deployments run' },
  name: { type: 'string', setting: 'name', text: 'which installation (trellis)' },
  region: { type: 'string', setting: 'region', text: 'where; else AWS_REGION or the region of the profile' },
  profile: { type: 'string', text: 'a profile of the AWS configuration' },
  account: { type: 'string', setting: 'account', text: 'refuse credentials of any other account' },
  architecture: { type: 'string', setting: 'architecture', for: ['deploy'], text: 'ARM64 or X86_64' },
  'builder-cpu': {
    type: 'string',
    setting: 'builderCpu',
    number: true,
    for: ['deploy'],
    text: 'CPU units of a builder; 1024 are one vCPU',
  },
  'builder-memory': {
    type: 'string',
    setting: 'builderMemoryMb',
    number: true,
    for: ['deploy'],
    text: 'memory of a builder in MB',
  },
  'alarm-email': {
    type: 'string',
    setting: 'alarmEmail',
    for: ['deploy'],
    text: 'who is told when something needs a person',
  },
  json: { type: 'boolean', text: 'one JSON document on standard output, progress on standard error' },
  help: { type: 'boolean', text: 'this' },
};

const flagsOf = (command: CommandName): [string, Flag][] =>
  Object.entries(flags).filter(([, flag]) => flag.for?.includes(command) ?? true);

const summaries: Record<CommandName, string> = {
  deploy: 'brings Trellis into your AWS account, or up to date there',
  destroy: 'removes Trellis from your AWS account; keeps its data unless told otherwise',
  doctor: 'checks this machine and, with AWS credentials, the installation',
  smoke: 'deploys to a real account under a name of its own, tries it, and removes it again',
};

/** The text of `--help`. */
export const usage = (command: CommandName): string =>
  [
    `${typed(command)}   ${summaries[command]}`,
    '',
    ...flagsOf(command).map(
      ([name, { type, text }]) => `  -- ${`--${name}${type === 'string' ? ' …' : ''}`.padEnd(20)} ${text}`,
    ),
    '',
    'Everything else stands in trellis.settings.json; docs/aws.md lists it.',
  ].join('\n');

/**
 * Reads a command line.
 *
 * @throws DeployError `command.usage`
 */
export const parseOptions = (command: CommandName, argv: readonly string[]): Options => {
  const refuse = (problem: string): DeployError =>
    new DeployError('command.usage', { problem, command: typed(command) });
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(flagsOf(command).map(([name, { type }]) => [name, { type }])),
    }));
  } catch (error) {
    throw refuse(`${(error instanceof Error ? error.message : String(error)).split('. ')[0]}.`);
  }
  const settings: Record<string, string | number> = {};
  for (const [name, { setting, number }] of flagsOf(command)) {
    const value = values[name];
    if (typeof value !== 'string') continue;
    if (value === '') throw refuse(`--${name} wants a value.`);
    if (setting === undefined) continue;
    if (number && !/^\d+$/.test(value)) throw refuse(`--${name} wants a number.`);
    settings[setting] = number ? Number(value) : value;
  }
  return {
    ...(typeof values.profile === 'string' ? { profile: values.profile } : {}),
    json: values.json === true,
    yes: values.yes === true,
    help: values.help === true,
    link: values.link === true,
    deleteData: values['delete-data'] === true,
    force: values.force === true,
    settings,
  };
};
