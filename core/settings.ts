/** Settings of an environment: their defaults, and what people may set. */
import { defaultSettings } from './new-environment';
import { TrellisError } from './errors';
import { parseCommand, parseOutputsFile } from './names';
import { numberSettings, type NumberSetting } from './patterns';
import type { EnvironmentSettings } from './records';

/** Settings as a caller gives them: what is left out stays as it is. */
export type SettingsInput = { [Name in keyof EnvironmentSettings]?: EnvironmentSettings[Name] | null };

const parseNumber = (name: NumberSetting, value: number): number => {
  const { least, most, problem } = numberSettings[name];
  if (!Number.isInteger(value) || value < least || value > most)
    throw new TrellisError('input.invalid', { field: name, problem });
  return value;
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
  const number = (name: NumberSetting) => {
    const given = input[name];
    return given === undefined || given === null ? before[name] : parseNumber(name, given);
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
    timeoutSeconds: number('timeoutSeconds'),
    startTimeoutSeconds: number('startTimeoutSeconds'),
    logLimitMb: number('logLimitMb'),
    logDays: number('logDays'),
  };
};
