/** What CloudFormation says of a stack. */
import {
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type CloudFormationClient,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { isMissing } from '../explain-aws';
import { DeployError } from '../failures';

/** A stack by its name or id; undefined when there is none. */
export const describeStack = async (
  client: CloudFormationClient,
  name: string,
): Promise<Stack | undefined> => {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const [stack] = Stacks;
    return stack?.StackStatus === 'DELETE_COMPLETE' ? undefined : stack;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/**
 * The outputs of a stack that were asked for.
 *
 * @throws DeployError `aws.output_missing` for the first one that it does not have
 */
export const outputsOf = <T extends string>(stack: Stack, names: readonly T[]): Record<T, string> => {
  const found = new Map(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  const entries = names.map((output): [T, string] => {
    const value = found.get(output);
    if (value === undefined)
      throw new DeployError('aws.output_missing', { stack: stack.StackName ?? '', output });
    return [output, value];
  });
  return Object.fromEntries(entries) as Record<T, string>;
};

/** One page of a stack's events, newest first; none where there is no stack. */
export const eventsPage = async (
  client: CloudFormationClient,
  name: string,
  from?: string,
): Promise<{ events: StackEvent[]; next?: string }> => {
  try {
    const { StackEvents = [], NextToken } = await client.send(
      new DescribeStackEventsCommand({ StackName: name, NextToken: from }),
    );
    return { events: StackEvents, ...(NextToken === undefined ? {} : { next: NextToken }) };
  } catch (error) {
    if (isMissing(error)) return { events: [] };
    throw error;
  }
};
