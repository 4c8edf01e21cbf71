/** The part of `npm run doctor` that looks at an installation. It changes nothing. */
import { readFileSync } from 'node:fs';
import { imageTag } from '../image-source';
import { imageStackName, stackName } from '../outputs';
import { beginRun } from './begin';
import { readBootstrap } from './checks/bootstrap';
import { configKey } from './dashboard/uploads';
import { note, ok, problem, type Finding } from './doctor/finding';
import {
  judgeAlarms,
  judgeApi,
  judgeBootstrap,
  judgeDashboard,
  judgeStack,
  judgeSubscription,
  judgeTable,
  judgeTask,
  judgeVersion,
} from './doctor/judge';
import { readAlarms, readSubscriptions, readTable, readTask } from './doctor/look';
import { explainAws } from './explain-aws';
import { DeployError } from './failures';
import { fetchPage, probeApi } from './health';
import { hasImage } from './image/build';
import { addressesOf, findStacks, imageAddressesOf, type Addresses } from './installation';
import { parseOptions } from './options';
import { createOutput } from './output';
import type { Run } from './run';
import { checkOurs } from './stacks/ready';
import { versionOf } from './version';

const command = 'npm run doctor';

/** One check; a question that AWS refuses is a finding of its own. */
const looking = async (check: string, look: () => Promise<Finding | Finding[]>): Promise<Finding[]> => {
  try {
    return [await look()].flat();
  } catch (error) {
    const { message, nextStep } = explainAws(error, { operation: 'Looking at it', command });
    return [problem(check, message, nextStep)];
  }
};

const asError = async (work: Promise<unknown>): Promise<Error | undefined> => {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

const builtPage = (root: string): string | undefined => {
  try {
    return readFileSync(`${root}/.build/dashboard/index.html`, 'utf8');
  } catch {
    return undefined;
  }
};

const deployedVersion = async (dashboardUrl: string): Promise<string | undefined> => {
  const response = await fetch(`${dashboardUrl}/${configKey}`, { signal: AbortSignal.timeout(15_000) });
  const { version } = (await response.json()) as { version?: unknown };
  return typeof version === 'string' ? version : undefined;
};

const lookAtPages = async (run: Run, told: Addresses): Promise<Finding[]> => {
  const { DashboardUrl: url, GraphqlUrl: api } = told;
  const page = await fetchPage(url).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  const version = await deployedVersion(url).catch(() => undefined);
  return [
    judgeDashboard(url, page, builtPage(run.root)),
    judgeVersion(version, versionOf(run.root)),
    judgeApi(api, await asError(probeApi(api))),
  ];
};

const lookAtBuilder = async (run: Run, repository: string, tag: string): Promise<Finding[]> => {
  const task = await readTask(run.clients, `${run.settings.name}-builder`);
  const used = task?.containerDefinitions?.[0]?.image?.split(':').at(-1);
  const there = used !== undefined && (await hasImage(run, { repository, tag: used }));
  return judgeTask(task, tag, there);
};

const lookAtInstallation = async (run: Run): Promise<Finding[]> => {
  const { clients, settings, root } = run;
  const { name } = settings;
  const { main, image } = await findStacks(run);
  if (!main && !image)
    return [note('Installation', `there is none named ${name} in ${run.region}`, 'npm run deploy')];
  checkOurs(main);
  const stacks = [judgeStack(stackName(name), main), judgeStack(imageStackName(name), image)];
  if (!main || !image) return stacks;
  const told = addressesOf(main);
  const { RepositoryName: repository } = imageAddressesOf(image);
  const checks = await Promise.all([
    looking('Pages', () => lookAtPages(run, told)),
    looking('Builder', () => lookAtBuilder(run, repository, imageTag(root, settings.architecture))),
    looking('Log subscription', async () =>
      judgeSubscription(told.BuilderLogGroup, await readSubscriptions(clients, told.BuilderLogGroup)),
    ),
    looking('Table', async () => judgeTable(told.TableName, await readTable(clients, told.TableName))),
    looking('Alarms', async () => judgeAlarms(await readAlarms(clients, `${name}: `))),
  ]);
  return [...stacks, ...checks.flat()];
};

/**
 * Looks at the installation that the command line names.
 *
 * @param asked - true when it names one: then missing credentials are a problem, else a note
 */
export const inspect = async ({
  root,
  argv,
  asked,
}: {
  root: string;
  argv: readonly string[];
  asked: boolean;
}): Promise<Finding[]> => {
  try {
    const options = parseOptions('doctor', argv);
    const run = await beginRun(root, command, options, createOutput(options));
    const account = ok('Account', `${run.identity.account}, ${run.region}`);
    const bootstrap = looking('CDK bootstrap', async () =>
      judgeBootstrap(await readBootstrap(run.clients.ssm)),
    );
    const installation = looking('Installation', () => lookAtInstallation(run));
    return [account, ...(await bootstrap), ...(await installation)];
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    const kind = asked ? problem : note;
    return [kind('AWS', `was not looked at: ${error.message}`, error.nextStep)];
  }
};
