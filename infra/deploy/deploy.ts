/** `npm run deploy`: checks, asks once, and brings an installation up to what this copy of Trellis says. Each step can be repeated. */
import costs from '../cost/summary.json';
import { imageTag } from '../image-source';
import { imageStackName, stackName } from '../outputs';
import { beginRun } from './begin';
import { configOf } from './dashboard/uploads';
import { invalidate, uploadDashboard } from './dashboard/upload';
import { exitCodes } from './failures';
import { checkHealth } from './health';
import { awaitImageBuild, hasImage, startImageBuild } from './image/build';
import { addressesOf, imageAddressesOf, requireInstallation, type Addresses } from './installation';
import type { Options } from './options';
import type { Output } from './output';
import { newSignInCode, ownerLink } from './owner-link';
import { planInWords } from './plan';
import { preflight } from './preflight';
import { askYes } from './question';
import type { Run } from './run';
import { deployStack } from './stacks/deploy-stack';
import { bootstrapAccount, stackOf, synthesize, type Assembly } from './synth';
import { versionOf } from './version';

// Names of a new distribution take some minutes to be known everywhere.
const patienceMs = 5 * 60_000;

/** Brings up the image's stack; the answer waits until the image of these sources is in it. */
const deployImage = async (run: Run, assembly: Assembly, tag: string): Promise<() => Promise<void>> => {
  const stack = stackOf(assembly, imageStackName(run.settings.name));
  const deployed = await deployStack(run, assembly.directory, stack, `Deploying ${stack.stackName}`);
  const { RepositoryName: repository, ImageProject: project } = imageAddressesOf(deployed);
  const place = { repository, project, tag };
  if (await hasImage(run, place)) return () => Promise.resolve();
  const id = await startImageBuild(run, place);
  return () => run.output.step("Building the builder's image", (tell) => awaitImageBuild(run, id, tell));
};

const deployMain = async (run: Run, assembly: Assembly): Promise<Addresses> => {
  const stack = stackOf(assembly, stackName(run.settings.name));
  return addressesOf(await deployStack(run, assembly.directory, stack, `Deploying ${stack.stackName}`));
};

const publishDashboard = async (run: Run, told: Addresses): Promise<void> => {
  await run.output.step('Uploading the dashboard', async (tell) => {
    const place = {
      bucket: told.DashboardBucket,
      distribution: told.DistributionId,
      config: configOf({ graphqlUrl: told.GraphqlUrl, region: run.region, version: versionOf(run.root) }),
    };
    await uploadDashboard(run.clients, `${run.root}/.build/dashboard`, place, tell);
    await invalidate(run.clients, place.distribution, `trellis-${Date.now()}`);
  });
};

const lookAtIt = (run: Run, told: Addresses): Promise<void> =>
  run.output.step('Looking whether everything answers', () =>
    checkHealth(
      { dashboardUrl: told.DashboardUrl, graphqlUrl: told.GraphqlUrl },
      () => newSignInCode(told.TableName),
      { pollMs: run.pollMs, patienceMs, command: run.command },
    ),
  );

const welcome = async (run: Run, told: Addresses, version?: string): Promise<void> => {
  const link = await ownerLink(told.DashboardUrl, told.TableName);
  const { settings, region, identity } = run;
  const document = {
    ok: true,
    name: settings.name,
    ...(version === undefined ? {} : { version }),
    account: identity.account,
    region,
    dashboardUrl: told.DashboardUrl,
    graphqlUrl: told.GraphqlUrl,
    ownerLink: link,
  };
  const text = [
    '',
    `  Dashboard: ${told.DashboardUrl}`,
    '',
    '  This link signs the owner in, once, within ten minutes:',
    `  ${link}`,
    '',
    '  A new one: npm run deploy -- --link',
  ];
  run.output.finish(document, text.join('\n'));
};

/**
 * Deploys with a run that has begun.
 *
 * @throws DeployError that says what is wrong and what to do; a second run goes on from there
 */
export const deployInstallation = async (run: Run, { yes, json }: Pick<Options, 'yes' | 'json'>) => {
  const { output, root, settings, command } = run;
  const version = versionOf(root);
  const found = await output.step('Looking at account, region and quotas', () => preflight(run));
  const tag = imageTag(root, settings.architecture);
  const assembly = await output.step('Putting the stacks together', () => synthesize(run, tag));
  const { identity, region } = run;
  const upgrade = found.main !== undefined;
  const bootstrap = found.bootstrap !== 'ready';
  output.say(
    planInWords({
      version,
      identity,
      region,
      name: settings.name,
      stacks: [...assembly.stacks.values()],
      upgrade,
      bootstrap,
      notes: found.notes,
      costs,
    }),
  );
  if (!yes) await askYes(upgrade ? 'Upgrade it?' : 'Deploy it?', { command, json });
  if (bootstrap)
    await output.step('Preparing the account for the AWS CDK', (tell) => bootstrapAccount(run, tell));
  const imageIsThere = await deployImage(run, assembly, tag);
  // A new installation has no deployment that could miss the image, so both are made at once.
  if (upgrade) await imageIsThere();
  const told = await deployMain(run, assembly);
  if (!upgrade) await imageIsThere();
  await publishDashboard(run, told);
  await lookAtIt(run, told);
  await welcome(run, told, version);
  return told;
};

/** The command. */
export const deploy = async (options: Options, output: Output, root: string): Promise<number> => {
  const run = await output.step('Asking AWS who you are', () =>
    beginRun(root, 'npm run deploy', options, output),
  );
  if (options.link) await welcome(run, addressesOf(await requireInstallation(run)));
  else await deployInstallation(run, options);
  return exitCodes.ok;
};
