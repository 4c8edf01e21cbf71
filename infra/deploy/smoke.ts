/** `npm run smoke`: a whole life in a real account, under a name of its own: deploy, deploy an application, read its log, tear down, destroy. */
import { randomBytes } from 'node:crypto';
import { beginRun } from './begin';
import { deployInstallation } from './deploy';
import { destroyInstallation } from './destroy';
import { DeployError, exitCodes } from './failures';
import type { Options } from './options';
import type { Output } from './output';
import { askYes } from './question';
import { tryInstallation } from './smoke/journey';

const command = 'npm run smoke';

/** A name that no other installation has. */
const newName = (): string => `smoke-${randomBytes(4).toString('hex')}`;

/** The command. It costs a few cents and takes about half an hour; what it made is removed also when something failed. */
export const smoke = async (options: Options, output: Output, root: string): Promise<number> => {
  const name = newName();
  const settings = { ...options.settings, name };
  const run = await output
    .step('Asking AWS who you are', () => beginRun(root, command, { ...options, settings }, output))
    .catch((error: unknown) => {
      if (error instanceof DeployError && error.code === 'aws.no_credentials')
        throw new DeployError('smoke.no_credentials');
      throw error;
    });
  const { json } = options;
  const where = `account ${run.identity.account}, region ${run.region}`;
  if (!options.yes) await askYes(`Deploy, try and remove ${name} in ${where}?`, { command, json });
  output.say(`\n  Installation ${name} in ${where}\n`);
  const doing = { text: 'deploying' };
  let problem: Error | undefined;
  try {
    const told = await deployInstallation(run, { yes: true, json: true });
    doing.text = 'trying it';
    await output.step('Deploying an application, reading its log, tearing it down', (tell) =>
      tryInstallation(told, tell),
    );
  } catch (error) {
    problem = error instanceof Error ? error : new Error(String(error));
  }
  const removed = { yes: true, json, deleteData: true, force: true, settings: { name } };
  await destroyInstallation(run, removed);
  if (problem instanceof DeployError) throw problem;
  if (problem)
    throw new DeployError('smoke.failed', {
      doing: doing.text,
      detail: problem.message,
      left: 'Nothing is left in the account.',
    });
  return exitCodes.ok;
};
