/** Brings a stack into a state that it can be deployed to from, whatever state an earlier run left it in. */
import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { DeployError } from '../failures';
import type { Tell } from '../output';
import { pause } from '../pause';
import type { Run } from '../run';
import { describeStack } from './describe';
import { progressLine, rootCause } from './events';
import { explainEvent } from './explain';
import { isBusy, isOurs, stepBefore } from './state';
import { watchStack } from './watch';

// A distribution may take a quarter of an hour each way.
const longestMs = 60 * 60_000;

// What was asked for shows in the stack's state a moment later.
const looksUntilItShows = 10;

/**
 * Waits until CloudFormation has ended what it does with a stack, telling what is done.
 *
 * @param id - the stack's name, or its id for one that goes away
 * @param ask - what makes it begin; left out for what has begun already
 * @throws DeployError `aws.stack_busy` when that takes an hour
 */
export const settle = async (
  { clients, pollMs }: Pick<Run, 'clients' | 'pollMs'>,
  id: string,
  tell: Tell,
  ask?: () => Promise<unknown>,
): Promise<{ stack: Stack | undefined; events: StackEvent[] }> => {
  const onEvent = (event: StackEvent): void => {
    const line = progressLine(event);
    if (line) tell(line);
  };
  const watch = await watchStack(clients.cloudFormation, id, { pollMs, onEvent });
  try {
    await ask?.();
    const until = Date.now() + longestMs;
    let looksLeft = ask ? looksUntilItShows : 0;
    for (;;) {
      const stack = await describeStack(clients.cloudFormation, id);
      const busy = isBusy(stack?.StackStatus);
      if (busy) looksLeft = 0;
      if (!stack || (!busy && looksLeft <= 0)) return { stack, events: await watch.end() };
      looksLeft -= 1;
      if (Date.now() > until)
        throw new DeployError('aws.stack_busy', {
          stack: stack.StackName ?? id,
          status: stack.StackStatus ?? 'at work',
        });
      await pause(pollMs);
    }
  } finally {
    await watch.end();
  }
};

/**
 * Removes a stack and waits until it is gone.
 *
 * @throws DeployError that says which resource could not be removed, and why
 */
export const removeStack = async (run: Run, stack: Stack, tell: Tell): Promise<void> => {
  const id = stack.StackId ?? stack.StackName ?? '';
  const { stack: left, events } = await settle(run, id, tell, () =>
    run.clients.cloudFormation.send(new DeleteStackCommand({ StackName: id })),
  );
  if (!left) return;
  const cause = rootCause(events);
  if (cause) throw explainEvent(cause, run.command);
  throw new DeployError('aws.stack_half_removed', {
    stack: stack.StackName ?? '',
    status: left.StackStatus ?? 'DELETE_FAILED',
    command: run.command,
  });
};

const stuck = (run: Run, stack: Stack, detail: string): DeployError =>
  new DeployError('aws.stack_stuck', {
    stack: stack.StackName ?? '',
    status: stack.StackStatus ?? '',
    detail,
    next: `Open the stack in the CloudFormation console and choose "Continue update rollback" (skipping what it cannot restore), then run ${run.command} again.`,
  });

const rollBack = async (run: Run, stack: Stack, tell: Tell): Promise<void> => {
  const id = stack.StackName ?? '';
  const { stack: after, events } = await settle(run, id, tell, () =>
    run.clients.cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName: id })),
  );
  if (after && stepBefore(after.StackStatus) !== 'go')
    throw stuck(run, after, rootCause(events)?.ResourceStatusReason ?? 'the way back failed again');
};

/**
 * Refuses a stack that someone else made.
 *
 * @throws DeployError `aws.name_taken`
 */
export const checkOurs = (stack: Stack | undefined): void => {
  if (stack && !isOurs(stack)) throw new DeployError('aws.name_taken', { stack: stack.StackName ?? '' });
};

/** What has to be done to a stack first, as a step's title; undefined when it is ready as it is. */
export const preparation = (stack: Stack | undefined): string | undefined => {
  const name = stack?.StackName ?? '';
  switch (stepBefore(stack?.StackStatus)) {
    case 'wait':
      return `Waiting for CloudFormation to end what it does with stack ${name} (${stack?.StackStatus ?? ''})`;
    case 'remove':
      return `Removing what is left of stack ${name}, which never came to be`;
    case 'roll-back':
      return `Rolling stack ${name} back to what it was before its last update`;
    default:
      return undefined;
  }
};

/**
 * Does what a stack needs before it can be deployed to.
 *
 * @throws DeployError for a stack that is someone else's, half removed, or cannot be brought out of its state
 */
export const makeReady = async (run: Run, name: string): Promise<Stack | undefined> => {
  // At most: wait, remove or roll back, look again.
  for (let turn = 0; turn < 4; turn += 1) {
    const stack = await describeStack(run.clients.cloudFormation, name);
    checkOurs(stack);
    const step = stepBefore(stack?.StackStatus);
    if (stack === undefined || step === 'go') return stack;
    if (step === 'half-removed')
      throw new DeployError('aws.stack_half_removed', {
        stack: name,
        status: stack.StackStatus ?? '',
        command: run.command,
      });
    if (step === 'stuck') throw stuck(run, stack, 'an import did not end');
    await run.output.step(preparation(stack) ?? name, async (tell) => {
      if (step === 'wait') await settle(run, name, tell);
      else if (step === 'remove') await removeStack(run, stack, tell);
      else await rollBack(run, stack, tell);
    });
  }
  throw new DeployError('aws.stack_busy', { stack: name, status: 'at work', command: run.command });
};
