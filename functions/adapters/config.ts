/** What a host tells a function by environment variables; read when it is needed, so that a missing one names itself. */
import type { FunctionVariable } from '../../wiring';

/** The value of a variable that the wiring promises. */
export const setting = (name: FunctionVariable): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set`);
  return value;
};

/** A variable that lists things, separated by commas. */
export const settingList = (name: FunctionVariable): string[] =>
  setting(name)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
