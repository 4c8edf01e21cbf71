/** What every command does first: settings, region, credentials. */
import { TrellisError } from '../../core/errors';
import { parseSettings, readSettingsFile, settingsFile, type Settings } from '../settings';
import { cdkOf } from './cdk';
import { findRegion, identify } from './checks/identity';
import { createClients, useIdentity } from './clients';
import { DeployError } from './failures';
import type { Options } from './options';
import type { Output } from './output';
import type { Run } from './run';

const pollMs = 3_000;

/** Something of the settings, with what is wrong in the words of the command line. */
const orRefuse = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TrellisError)) throw error;
    throw new DeployError(
      'command.settings',
      { problem: error.message.replace(/\.$/, ''), place: settingsFile },
      { cause: error },
    );
  }
};

/**
 * The settings: the file, and over it what the command line named.
 *
 * @throws DeployError `command.settings`
 */
const readSettings = (root: string, named: Options['settings']): Settings =>
  orRefuse(() => parseSettings({ ...readSettingsFile(root), ...named }));

/**
 * Begins a run: afterwards it is certain who acts, and where.
 *
 * @throws DeployError for settings, a region or credentials that cannot be used
 */
export const beginRun = async (
  root: string,
  command: string,
  options: Pick<Options, 'profile' | 'settings'>,
  output: Output,
): Promise<Run> => {
  const { profile } = options;
  const given = readSettings(root, options.settings);
  useIdentity({ profile });
  const region = await findRegion(given.region, command);
  const settings = readSettings(root, { ...options.settings, region });
  useIdentity({ region });
  const clients = createClients(region);
  const context = { command, region, ...(profile === undefined ? {} : { profile }) };
  const identity = await identify(clients.sts, context, settings.account);
  return {
    root,
    command,
    ...(profile === undefined ? {} : { profile }),
    region,
    settings: { ...settings, account: identity.account },
    identity,
    clients,
    output,
    cdk: cdkOf(root),
    pollMs,
  };
};
