/** What a deployment runs: from files and settings to steps, for the page that shows them and the builder that runs them. */
import type { DeploymentKind, EnvironmentSettings, Framework, StepName } from '../records';
import type { AdapterContext, FrameworkAdapter, PlannedCommand, PlanProblem } from './adapter';
import type { PackageJson, PackageJsonResult, RepositoryFiles } from './files';
import { readPackageJson } from './files';
import type { RequestedNode } from './node-version';
import { requestedNode } from './node-version';
import type { PackageManager } from './package-manager';
import { detectPackageManager } from './package-manager';
import { adapterOf } from './registry';

/** A step as it would run: `PlannedStep` of the schema, and what stands in its way. */
export interface PlannedStep extends PlannedCommand {
  name: StepName;
}

/** What a deployment would run, and what was found on the way. */
export interface Plan {
  steps: PlannedStep[];
  /** Null when there is no package.json. */
  packageManager: PackageManager | null;
  node: RequestedNode | null;
  /** Takes off a lock that a killed deploy command of an earlier run left; null when the framework has no command for that. */
  unlockCommand: string | null;
  /** True when the deploy (or remove) command is the framework's own and acts on AWS. */
  needsAws: boolean;
  /** Where the framework leaves outputs, relative to the app's directory. */
  outputsFiles: string[];
  /** What would stop the deployment, or surprise; each one sentence. */
  warnings: string[];
}

/** What a plan is made from. */
export interface PlanInput {
  /** Reads relative to the app's directory. */
  files: RepositoryFiles;
  /** Reads relative to the repository's root, when the app stands in a directory of it: a workspace's lock file is there. */
  root?: RepositoryFiles;
  framework: Framework;
  settings: EnvironmentSettings;
  kind: DeploymentKind;
  environmentName: string;
  /** What the clone step fetches. */
  commit?: string | null;
  branch?: string | null;
  /** True when an earlier deployment's artifact is used, so that nothing is cloned, installed or tested. */
  artifact?: boolean;
}

const given = (command: string | null): string | undefined =>
  command === null || command.trim() === '' ? undefined : command.trim();

const fromSettings = (command: string | null): PlannedCommand | undefined => {
  const text = given(command);
  return text === undefined ? undefined : { command: text, note: 'From the settings of the environment.' };
};

const skipped = (note: string): PlannedCommand => ({ command: null, note });

const fromArtifact = skipped('The kept artifact of the earlier deployment is used.');

/** What `npm init` writes when there are no tests; it always fails. */
const isPlaceholder = (script: string): boolean => script.includes('no test specified');

/** Scripts that an install runs, so that it does something even where nothing is to be fetched. */
const installScripts = ['preinstall', 'install', 'postinstall', 'prepare'];

const needsInstall = (packageJson: PackageJson, packageManager: PackageManager): boolean =>
  packageManager.locked ||
  packageJson.workspaces ||
  Object.keys(packageJson.dependencies).length > 0 ||
  installScripts.some((name) => name in packageJson.scripts);

const planInstall = ({ settings, packageJson, packageManager }: AdapterContext): PlannedCommand => {
  const own = fromSettings(settings.installCommand);
  if (own) return own;
  if (!packageJson || !packageManager) return skipped('There is no package.json, so nothing is installed.');
  return needsInstall(packageJson, packageManager)
    ? { command: packageManager.installCommand, note: `As ${packageManager.evidence} asks for.` }
    : skipped('package.json names no dependencies, so nothing is installed.');
};

const planTest = (kind: DeploymentKind, context: AdapterContext): PlannedCommand => {
  if (kind !== 'DEPLOY') return skipped('Tests passed when this commit was deployed before.');
  if (!context.settings.tests) return skipped('Tests are turned off in the settings of the environment.');
  const script = context.packageJson?.scripts.test ?? '';
  return (
    fromSettings(context.settings.testCommand) ??
    (script.trim() === '' || isPlaceholder(script)
      ? skipped(
          'There is no test command: package.json has no script named "test" and the settings give none.',
        )
      : {
          command: `${context.packageManager?.name ?? 'npm'} run test`,
          note: 'The script "test" of package.json.',
        })
  );
};

const planDeploy = (
  kind: DeploymentKind,
  adapter: FrameworkAdapter,
  context: AdapterContext,
): PlannedCommand => {
  if (kind !== 'TEARDOWN') return fromSettings(context.settings.deployCommand) ?? adapter.deploy(context);
  const removal = fromSettings(context.settings.removeCommand) ?? adapter.remove(context);
  return { ...removal, note: `Removes what is deployed. ${removal.note}` };
};

const planClone = ({ commit, branch }: PlanInput): PlannedCommand => ({
  command: `git fetch --depth 1 origin ${commit ?? branch ?? 'HEAD'}`,
  note: 'Exactly the commit, into an empty folder.',
});

const planOutputs = (files: readonly string[]): PlannedCommand => ({
  command: `cat ${files[0] ?? '"$TRELLIS_OUTPUTS_FILE"'}`,
  note: 'URLs and other values that the deploy command leaves in this file, if it does.',
});

/** In a workspace, the lock file and the package manager's name stand at the root of the repository. */
const findPackageManager = async (
  { files, root }: PlanInput,
  result: PackageJsonResult,
): Promise<PackageManager | undefined> => {
  if (result.kind !== 'read') return undefined;
  const own = await detectPackageManager(files, result.content);
  if (root === undefined || own.evidence !== 'package.json') return own;
  const top = await readPackageJson(root);
  const workspace =
    top.kind === 'read' && (top.content.workspaces || (await root.read('pnpm-workspace.yaml')) !== undefined);
  return workspace ? detectPackageManager(root, top.content) : own;
};

/** The steps of a deployment of this kind, in order; which of them are skipped is known once there are files. */
export const stepNamesOf = (kind: DeploymentKind): StepName[] =>
  kind === 'TEARDOWN' ? ['CLONE', 'INSTALL', 'DEPLOY'] : ['CLONE', 'INSTALL', 'TEST', 'DEPLOY', 'OUTPUTS'];

const problems = (steps: readonly PlannedStep[]): PlanProblem[] =>
  steps.flatMap(({ problem }) => problem ?? []);

/**
 * The steps of a deployment with their commands: shown to people before the first run, and run by the builder.
 * A step without a command is skipped, unless it has a problem: then it fails with it.
 */
export const plan = async (input: PlanInput): Promise<Plan> => {
  const { files, framework, settings, kind, environmentName } = input;
  const adapter = adapterOf(framework);
  const result = await readPackageJson(files);
  const packageJson = result.kind === 'read' ? result.content : undefined;
  const packageManager = await findPackageManager(input, result);
  const context: AdapterContext = { files, packageJson, packageManager, settings, environmentName };
  const outputsFiles = [given(settings.outputsFile), adapter.outputsFile].filter(
    (file) => file !== undefined,
  );
  const kept = input.artifact === true;
  const noSource = kind === 'TEARDOWN' && input.commit === null && !kept;

  const steps: PlannedStep[] = [
    {
      name: 'CLONE',
      ...(kept ? fromArtifact : noSource ? skipped('Removal needs no source here.') : planClone(input)),
    },
    { name: 'INSTALL', ...(kept ? fromArtifact : planInstall(context)) },
  ];
  if (kind !== 'TEARDOWN') steps.push({ name: 'TEST', ...(kept ? fromArtifact : planTest(kind, context)) });
  steps.push({ name: 'DEPLOY', ...planDeploy(kind, adapter, context) });
  if (kind !== 'TEARDOWN') steps.push({ name: 'OUTPUTS', ...planOutputs(outputsFiles) });

  return {
    steps,
    packageManager: packageManager ?? null,
    node: (await requestedNode(files, packageJson)) ?? null,
    unlockCommand: adapter.unlock?.(context) ?? null,
    needsAws:
      given(kind === 'TEARDOWN' ? settings.removeCommand : settings.deployCommand) === undefined &&
      ((await adapter.needsAws?.(files)) ?? false),
    outputsFiles,
    warnings: [
      ...(result.kind === 'broken' ? [`${result.detail}.`] : []),
      ...problems(steps).map(({ message }) => message),
    ],
  };
};
