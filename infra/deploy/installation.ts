/** An installation that is there: what its stacks tell. */
import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  imageOutputs,
  imageStackName,
  outputs,
  stackName,
  type ImageOutput,
  type Output as MainOutput,
} from '../outputs';
import { DeployError } from './failures';
import type { Run } from './run';
import { describeStack, outputsOf } from './stacks/describe';
import { checkOurs } from './stacks/ready';

/** What the main stack tells. */
export type Addresses = Record<MainOutput, string>;

/** What the stack of the image tells. */
export type ImageAddresses = Record<ImageOutput, string>;

/** Reads the main stack's outputs. */
export const addressesOf = (stack: Stack): Addresses => outputsOf(stack, outputs);

/** Reads the outputs of the stack of the image. */
export const imageAddressesOf = (stack: Stack): ImageAddresses => outputsOf(stack, imageOutputs);

/** The two stacks of a name, as far as they are there. */
export const findStacks = async ({
  clients,
  settings,
}: Pick<Run, 'clients' | 'settings'>): Promise<{ main: Stack | undefined; image: Stack | undefined }> => {
  const [main, image] = await Promise.all([
    describeStack(clients.cloudFormation, stackName(settings.name)),
    describeStack(clients.cloudFormation, imageStackName(settings.name)),
  ]);
  return { main, image };
};

/**
 * The main stack of an installation.
 *
 * @throws DeployError `aws.not_installed`, or `aws.name_taken` for a stack that is not ours
 */
export const requireInstallation = async (run: Run): Promise<Stack> => {
  const { main } = await findStacks(run);
  checkOurs(main);
  if (!main) throw new DeployError('aws.not_installed', { name: run.settings.name, region: run.region });
  return main;
};
