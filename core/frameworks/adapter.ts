/** What a framework is to a plan: how it is recognised, and its own commands. */
import type { EnvironmentSettings, Framework } from '../records';
import type { PackageJson, RepositoryFiles } from './files';
import type { PackageManager } from './package-manager';

/** Why a step cannot run at all, and what to do about it. */
export interface PlanProblem {
  message: string;
  nextStep: string;
}

/** A command and where it comes from; no command with a problem when the step is needed but cannot run. */
export interface PlannedCommand {
  command: string | null;
  note: string;
  problem?: PlanProblem;
}

/** What an adapter may look at when it plans. */
export interface AdapterContext {
  files: RepositoryFiles;
  /** Undefined when there is none, or when it cannot be read. */
  packageJson: PackageJson | undefined;
  packageManager: PackageManager | undefined;
  settings: EnvironmentSettings;
  environmentName: string;
}

/** How one framework is recognised, deployed and removed. Adapters decide; they run nothing. */
export interface FrameworkAdapter {
  framework: Framework;
  /** Why this framework, in one sentence; undefined when the repository is not of this kind. */
  detect(files: RepositoryFiles): Promise<string | undefined>;
  /** The framework's own deploy command; settings are looked at before this is asked. */
  deploy(context: AdapterContext): PlannedCommand;
  /** The framework's own remove command. */
  remove(context: AdapterContext): PlannedCommand;
  /** Takes off a lock that a killed deploy command left; undefined when there is no such command, or its command is not the framework's own. */
  unlock?(context: AdapterContext): string | undefined;
  /** True when the framework's own commands act on AWS for certain. */
  needsAws?(files: RepositoryFiles): Promise<boolean>;
  /** Where the deploy command leaves its outputs, relative to the app's directory. */
  outputsFile?: string;
}
