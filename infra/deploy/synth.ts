/** Puts the stacks together, and prepares account and region for them: what the CDK does before it deploys. */
import { mkdir, rm } from 'node:fs/promises';
import { cdkProblem, readAssembly, type SynthesizedStack } from './cdk';
import { DeployError } from './failures';
import type { Run } from './run';

/** The cloud assembly of one installation. */
export interface Assembly {
  directory: string;
  stacks: Map<string, SynthesizedStack>;
}

/**
 * Puts the stacks together for the settings of a run.
 *
 * @param imageTag - names the builder's image of these sources
 * @throws DeployError `aws.synth_failed`
 */
export const synthesize = async (run: Run, imageTag: string): Promise<Assembly> => {
  const directory = `${run.root}/.build/cloud/${run.settings.name}`;
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const settings = JSON.stringify({ ...run.settings, imageTag });
  const { code, lines } = await run.cdk([
    'synth',
    '--quiet',
    '--output',
    directory,
    '--context',
    `settings=${settings}`,
  ]);
  if (code !== 0)
    throw new DeployError('aws.synth_failed', { command: run.command, detail: cdkProblem(lines) });
  return { directory, stacks: readAssembly(directory) };
};

/** One stack of an assembly; that it is there is what the sources promise. */
export const stackOf = ({ stacks, directory }: Assembly, name: string): SynthesizedStack => {
  const stack = stacks.get(name);
  if (!stack) throw new Error(`${directory} holds no stack ${name}`);
  return stack;
};

/**
 * Prepares account and region for the CDK.
 *
 * @throws DeployError `aws.bootstrap_failed`
 */
export const bootstrapAccount = async (run: Run, tell: (detail: string) => void): Promise<void> => {
  const environment = `aws://${run.identity.account}/${run.region}`;
  const { permissionsBoundaryArn } = run.settings;
  const boundary = permissionsBoundaryArn?.split('policy/').at(-1);
  const args = ['bootstrap', environment, ...(boundary ? ['--custom-permissions-boundary', boundary] : [])];
  const { code, lines } = await run.cdk(args, (line) => {
    const resource = /\|\s*\w+_COMPLETE\s*\|\s*([\w:]+)\s*\|\s*(\S+)/.exec(line);
    if (resource) tell(resource.slice(1).join(' '));
  });
  if (code === 0) return;
  const profile = run.profile === undefined ? '' : ` --profile ${run.profile}`;
  throw new DeployError('aws.bootstrap_failed', {
    command: run.command,
    detail: cdkProblem(lines),
    bootstrap: `infra/node_modules/.bin/cdk bootstrap ${environment}${profile}`,
  });
};
