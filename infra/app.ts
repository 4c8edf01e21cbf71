/** What the CDK application is made of: the stacks, as the settings say. */
import { Tags, type App, type Environment } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { ImageStack } from './image-stack';
import { imageStackName, stackName } from './outputs';
import type { Settings } from './settings';
import { TrellisStack, type Built } from './trellis-stack';

const environmentOf = ({ account, region }: Settings): Environment => ({ account, region });

/** The two stacks. */
export interface Stacks {
  image: ImageStack;
  trellis: TrellisStack;
}

/**
 * Puts the stacks into an application.
 *
 * @param root the repository, whose files the builder's image is built from
 */
export const addStacks = (app: App, settings: Settings, built: Built, root: string): Stacks => {
  const { name, permissionsBoundaryArn, tags } = settings;
  const env = environmentOf(settings);
  const image = new ImageStack(app, 'Image', {
    stackName: imageStackName(name),
    description: 'Trellis: the image of builders',
    env,
    settings,
    root,
  });
  const trellis = new TrellisStack(app, 'Trellis', {
    stackName: stackName(name),
    description: 'Trellis: continuous delivery in this account',
    env,
    settings,
    built,
  });
  if (permissionsBoundaryArn !== undefined)
    PermissionsBoundary.of(app).apply(
      ManagedPolicy.fromManagedPolicyArn(trellis, 'Boundary', permissionsBoundaryArn),
    );
  for (const [key, value] of Object.entries(tags)) Tags.of(app).add(key, value);
  return { image, trellis };
};
