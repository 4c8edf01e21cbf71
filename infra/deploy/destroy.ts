/** `npm run destroy`: names what goes and what stays, asks, and removes. A second run goes on where one has ended. */
import { paginateListStackResources, type Stack } from '@aws-sdk/client-cloudformation';
import { beginRun } from './begin';
import { emptyBucket } from './destroy/buckets';
import { deleteData, deleteLogGroups } from './destroy/data';
import { readInUse } from './destroy/in-use';
import { keptInWords, keptOf, type Kept } from './destroy/kept';
import { destroyPlanInWords } from './destroy/plan';
import { DeployError, exitCodes } from './failures';
import { findStacks } from './installation';
import type { Options } from './options';
import type { Output } from './output';
import { askName, askYes } from './question';
import type { Run } from './run';
import { checkOurs, preparation, removeStack, settle } from './stacks/ready';
import { isBusy } from './stacks/state';

type DestroyOptions = Pick<Options, 'yes' | 'json' | 'deleteData' | 'force' | 'settings'>;

const bucketsOf = async ({ clients }: Run, stack: Stack): Promise<string[]> => {
  const buckets: string[] = [];
  const pages = paginateListStackResources(
    { client: clients.cloudFormation },
    { StackName: stack.StackId ?? stack.StackName },
  );
  for await (const { StackResourceSummaries = [] } of pages)
    for (const { ResourceType, PhysicalResourceId, ResourceStatus } of StackResourceSummaries)
      if (ResourceType === 'AWS::S3::Bucket' && PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE')
        buckets.push(PhysicalResourceId);
  return buckets;
};

/** Removes a stack. Its buckets are emptied first, all but the one that holds data. */
const remove = async (run: Run, stack: Stack, kept: Kept): Promise<void> => {
  const name = stack.StackName ?? '';
  const busy = isBusy(stack.StackStatus);
  if (busy)
    await run.output.step(preparation(stack) ?? name, (tell) => settle(run, stack.StackId ?? name, tell));
  const empty = async (tell: (detail: string) => void): Promise<void> => {
    for (const bucket of await bucketsOf(run, stack))
      if (bucket !== kept.artifacts) await emptyBucket(run.clients.s3, bucket, tell);
  };
  await run.output.step(`Removing stack ${name}`, async (tell) => {
    await empty(tell);
    await removeStack(run, stack, tell);
  });
};

const confirm = async (run: Run, options: DestroyOptions): Promise<void> => {
  const { command } = run;
  const { name } = run.settings;
  const { json } = options;
  if (!options.deleteData) {
    if (!options.yes) await askYes('Remove it?', { command, json });
    return;
  }
  // Data goes only where someone has typed its name: here, or on the command line.
  if (options.yes && options.settings.name === name) return;
  const flag = `-- --delete-data --yes --name ${name}`;
  await askName(`Type ${name} to remove it with all its data`, name, { command, json, flag });
};

const checkIdle = (busy: number, { command }: Run, { force }: DestroyOptions): void => {
  if (busy === 0 || force) return;
  const count = busy === 1 ? 'in one environment a deployment is' : `in ${busy} environments deployments are`;
  throw new DeployError('destroy.busy', { command, count });
};

/**
 * Removes an installation with a run that has begun.
 *
 * @throws DeployError that says what could not be removed, and why
 */
export const destroyInstallation = async (run: Run, options: DestroyOptions): Promise<void> => {
  const { output, clients, identity, region, settings } = run;
  const kept = keptOf(settings, identity.account, region);
  const { stacks, inUse } = await output.step('Looking at what is there', async () => {
    const found = await findStacks(run);
    // The image's stack goes last: the main one names its repository.
    const all = [found.main, found.image].filter((stack) => stack !== undefined);
    for (const stack of all) checkOurs(stack);
    return { stacks: all, inUse: await readInUse(kept.table) };
  });
  const names = stacks.map(({ StackName }) => StackName ?? '');
  checkIdle(inUse.busy, run, options);
  const { name } = settings;
  const plan = { identity, region, name, stacks: names, kept, deleteData: options.deleteData, inUse };
  output.say(destroyPlanInWords(plan));
  await confirm(run, options);
  for (const stack of stacks) await remove(run, stack, kept);
  await output.step('Removing what functions logged', (tell) =>
    deleteLogGroups(clients.logs, kept.functionLogs, tell),
  );
  if (options.deleteData) await output.step('Removing the data', (tell) => deleteData(clients, kept, tell));
  const left = options.deleteData ? [] : keptInWords(kept);
  output.finish(
    { ok: true, name, account: identity.account, region, removed: names, kept: left },
    left.length === 0
      ? '\n  Nothing is left.'
      : ['\n  Kept:', ...left.map((line) => `    ${line}`)].join('\n'),
  );
};

/** The command. */
export const destroy = async (options: Options, output: Output, root: string): Promise<number> => {
  const command = 'npm run destroy';
  const run = await output.step('Asking AWS who you are', () => beginRun(root, command, options, output));
  await destroyInstallation(run, options);
  return exitCodes.ok;
};
