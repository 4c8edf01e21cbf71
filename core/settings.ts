/** Settings of an environment: their defaults, and what people may set. */
import { defaultSettings } from './new-environment';
import { TrellisError } from './errors';
import { parseCommand, parseOutputsFile } from './names';
import { MAX_TIMEOUT_SECONDS, TIMEOUT_PROBLEM } from './patterns';
import type { EnvironmentSettings } from './records';

/** Settings as a caller gives them: what is left out stays as it is. */
export type SettingsInput = { [Name in keyof EnvironmentSettings]?: EnvironmentSettings[Name] | null };

const parseTimeout = (seconds: number): number => {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_TIMEOUT_SECONDS)
    throw new TrellisError('input.invalid', { field: 'timeoutSeconds', problem: TIMEOUT_PROBLEM });
  return seconds;
};

/** Settings after a change; an empty command means what is detected. */
export const parseSettings = (
  input: SettingsInput,
  before: EnvironmentSettings = defaultSettings,
): EnvironmentSettings => {
  const command = (name: 'installCommand' | 'testCommand' | 'deployCommand' | 'removeCommand') => {
    const given = input[name];
    return given === undefined || given === null ? before[name] : parseCommand(name, given);
  };
  return {
    tests: input.tests ?? before.tests,
    installCommand: command('installCommand'),
    testCommand: command('testCommand'),
    deployCommand: command('deployCommand'),
    removeCommand: command('removeCommand'),
    outputsFile:
      input.outputsFile === undefined || input.outputsFile === null
        ? before.outputsFile
        : parseOutputsFile(input.outputsFile),
    timeoutSeconds:
      input.timeoutSeconds === undefined || input.timeoutSeconds === null
        ? before.timeoutSeconds
        : parseTimeout(input.timeoutSeconds),
  };
};
