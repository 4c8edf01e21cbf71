/** Small stacks for tests of single parts, held to the same strict rules as the whole. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { context } from '../cdk.json';

/** An application with the settings of `cdk.json`. */
export const strictApp = (): App => new App({ context });

/** The template of a stack that holds what `fill` puts into it. CDK's own rules make this throw where they are broken. */
export const synthesize = (fill: (stack: Stack) => void): Template => {
  const stack = new Stack(strictApp(), 'Test', { stackName: 'trellis-test' });
  fill(stack);
  return Template.fromStack(stack);
};

/** The properties of all resources of a type. */
export const propertiesOf = (template: Template, type: string): Record<string, unknown>[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties as Record<string, unknown>);
