/** Lets the store of the parts work on an installation's table from here: it asks its environment for it, as it does in a function. */
import type { FunctionVariable } from '../../wiring';

const variable: FunctionVariable = 'TRELLIS_TABLE';

/** From now on, the store works on this table. */
export const useTable = (name: string): void => {
  process.env[variable] = name;
};
