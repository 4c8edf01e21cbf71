/** Deploys one stack of the cloud assembly, telling each resource as it is done. */
import type { Stack } from '@aws-sdk/client-cloudformation';
import { cdkProblem, type SynthesizedStack } from '../cdk';
import { DeployError } from '../failures';
import type { Run } from '../run';
import { describeStack } from './describe';
import { progressLine, rootCause } from './events';
import { explainEvent } from './explain';
import { makeReady } from './ready';
import { watchStack } from './watch';

const total = ({ resources }: SynthesizedStack): number =>
  [...resources.values()].reduce((sum, count) => sum + count, 0);

/**
 * Brings a stack up to what was put together, from whatever state it is in. What an earlier installation of the same name left
 * behind (its table, its artifacts) is found by name and taken over.
 *
 * @param assembly - the directory of the cloud assembly
 * @throws DeployError that names the resource which failed, and why
 */
export const deployStack = async (
  run: Run,
  assembly: string,
  stack: SynthesizedStack,
  title: string,
): Promise<Stack> => {
  const { cloudFormation } = run.clients;
  await makeReady(run, stack.stackName);
  return run.output.step(title, async (tell) => {
    let done = 0;
    const all = total(stack);
    tell('publishing its files');
    const watch = await watchStack(cloudFormation, stack.stackName, {
      pollMs: run.pollMs,
      onEvent: (event) => {
        const line = progressLine(event);
        if (!line) return;
        done += 1;
        tell(`${Math.min(done, all)} of ${all}: ${line}`);
      },
    });
    const args = ['--app', assembly, '--exclusively', '--require-approval', 'never', '--progress', 'events'];
    const taking = ['--method', 'change-set', '--import-existing-resources'];
    const { code, lines } = await run
      .cdk(['deploy', stack.id, ...args, ...taking])
      .finally(() => watch.end());
    const cause = rootCause(await watch.end());
    if (code !== 0) {
      if (cause) throw explainEvent(cause, run.command);
      const detail = cdkProblem(lines);
      throw new DeployError('aws.tool_failed', { command: run.command, exitCode: code, detail });
    }
    const deployed = await describeStack(cloudFormation, stack.stackName);
    if (!deployed) throw new DeployError('aws.not_installed', { name: stack.stackName, region: run.region });
    return deployed;
  });
};
