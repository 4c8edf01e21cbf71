/** Settings and places of an environment, as people give them: checked and merged with what is there. */
import { util } from '@aws-appsync/utils';
import {
  BRANCH,
  BRANCH_PROBLEM,
  COMMAND,
  COMMAND_PROBLEM,
  MAX_POSITION,
  type NumberSetting,
  numberSettings,
  PATH_PROBLEM,
  RELATIVE_PATH,
} from '../../core/patterns';
import type { EnvironmentSettings } from '../../core/records';
import { fail } from './errors';

type Given = Record<string, string | null | undefined>;

/** A command or a path: empty means the default, absent means as it is. */
function textOf(given: Given, name: string, before: string | null, pattern: string, problem: string) {
  const value = given[name];
  if (value === undefined || value === null) return before;
  const text = value.trim();
  if (text === '') return null;
  if (!util.matches(pattern, text)) fail('input.invalid', { field: name, problem });
  return text;
}

/** Settings as a caller gives them; what is absent stays. */
type SettingsInput = { [Name in keyof EnvironmentSettings]?: EnvironmentSettings[Name] | null };

/** A number: absent means as it is. */
function numberOf(change: SettingsInput, name: NumberSetting, before: EnvironmentSettings): number {
  const value = change[name] ?? before[name];
  const { least, most, problem } = numberSettings[name];
  if (value < least || value > most) fail('input.invalid', { field: name, problem });
  return value;
}

/** Settings after a change. */
export function settingsAfter(
  input: SettingsInput | null | undefined,
  before: EnvironmentSettings,
): EnvironmentSettings {
  const change = input ?? {};
  const given = change as Given;
  return {
    tests: change.tests ?? before.tests,
    installCommand: textOf(given, 'installCommand', before.installCommand, COMMAND, COMMAND_PROBLEM),
    testCommand: textOf(given, 'testCommand', before.testCommand, COMMAND, COMMAND_PROBLEM),
    deployCommand: textOf(given, 'deployCommand', before.deployCommand, COMMAND, COMMAND_PROBLEM),
    removeCommand: textOf(given, 'removeCommand', before.removeCommand, COMMAND, COMMAND_PROBLEM),
    outputsFile: textOf(given, 'outputsFile', before.outputsFile, RELATIVE_PATH, PATH_PROBLEM),
    timeoutSeconds: numberOf(change, 'timeoutSeconds', before),
    startTimeoutSeconds: numberOf(change, 'startTimeoutSeconds', before),
    logLimitMb: numberOf(change, 'logLimitMb', before),
    logDays: numberOf(change, 'logDays', before),
  };
}

/** A branch after a change: an empty one means that the environment takes promotions only. */
export function branchAfter(branch: string | null | undefined, before: string | null): string | null {
  return textOf({ branch }, 'branch', before, BRANCH, BRANCH_PROBLEM);
}

/** Ends the request when a place in the pipeline is out of range. */
export function checkPosition(position: number): void {
  if (position < 0 || position > MAX_POSITION)
    fail('input.invalid', { field: 'position', problem: 'must be from 0 to 999' });
}

/** Ends the request when an environment would deploy by itself although it must not, or from nowhere. */
export function checkAutomatic(
  name: string,
  environment: { automatic: boolean; protected: boolean; branch: string | null },
): void {
  if (!environment.automatic) return;
  if (environment.protected) fail('environment.protected_automatic', { name });
  if (!environment.branch) fail('environment.no_branch', { name });
}
