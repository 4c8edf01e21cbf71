/** What the CDK application is made of: the stacks, as the settings say. */
import { Tags, type App, type Environment } from 'aws-cdk-lib';
import { stackName } from './outputs';
import type { Settings } from './settings';
import { TrellisStack } from './trellis-stack';

const environmentOf = ({ account, region }: Settings): Environment => ({ account, region });

/** Puts the stacks into an application. */
export const addStacks = (app: App, settings: Settings): TrellisStack => {
  const stack = new TrellisStack(app, 'Trellis', {
    stackName: stackName(settings.name),
    description: 'Trellis: continuous delivery in this account',
    env: environmentOf(settings),
    settings,
  });
  for (const [key, value] of Object.entries(settings.tags)) Tags.of(app).add(key, value);
  return stack;
};
