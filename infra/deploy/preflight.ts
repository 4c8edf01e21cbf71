/** What is looked at before anything is changed; everything that would stop half-way is found here, as far as AWS tells. */
import type { Stack } from '@aws-sdk/client-cloudformation';
import { imageStackName, stackName } from '../outputs';
import { readBootstrap, type Bootstrap } from './checks/bootstrap';
import { judgeQuotas, readQuotas } from './checks/quotas';
import { checkServices } from './checks/region';
import { DeployError } from './failures';
import type { Run } from './run';
import { describeStack } from './stacks/describe';
import { checkOurs, preparation } from './stacks/ready';
import { stepBefore } from './stacks/state';

/** What was found. */
export interface Preflight {
  bootstrap: Bootstrap;
  /** The main stack, when there is one. */
  main: Stack | undefined;
  /** What a person should know before saying yes. */
  notes: string[];
}

const halfRemoved = (stack: Stack | undefined, command: string): void => {
  if (stepBefore(stack?.StackStatus) !== 'half-removed') return;
  throw new DeployError('aws.stack_half_removed', {
    stack: stack?.StackName ?? '',
    status: stack?.StackStatus ?? '',
    command,
  });
};

/**
 * Looks at region, quotas, bootstrap and stacks.
 *
 * @throws DeployError for whatever must change first
 */
export const preflight = async (run: Run): Promise<Preflight> => {
  const { clients, settings, region, command } = run;
  const stacks = await Promise.all(
    [stackName(settings.name), imageStackName(settings.name)].map((name) =>
      describeStack(clients.cloudFormation, name),
    ),
  );
  for (const stack of stacks) {
    checkOurs(stack);
    halfRemoved(stack, command);
  }
  const [main] = stacks;
  const [bootstrap, values] = await Promise.all([
    readBootstrap(clients.ssm),
    readQuotas(clients.quotas),
    checkServices(clients.ssm, region),
  ]);
  const waiting = stacks.map(preparation).filter((step) => step !== undefined);
  return { bootstrap, main, notes: [...waiting, ...judgeQuotas(values, settings)] };
};
