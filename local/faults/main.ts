/**
 * The program behind `npm start` with faults at its edges. Only tests start it: the product's own program is built without this
 * folder. `TRELLIS_FAULT_CONTROL` names the file for the address of the control, `TRELLIS_FAULTS` holds a first plan.
 */
import { main as runHost, type MainOptions } from '../main';
import type { FunctionRunner } from '../functions/function-runner';
import { nameActors } from './actors';
import { serveControl } from './control';
import { edgesWith, type Call } from './edges';
import { createPoints } from './points';
import { plan } from './rules';

/** Runs the host. */
export const main = async (options: MainOptions): Promise<void> => {
  const { TRELLIS_FAULT_CONTROL: file, TRELLIS_FAULTS: first = '{}' } = process.env;
  if (file === undefined) throw new Error('TRELLIS_FAULT_CONTROL is not set');
  const points = createPoints();
  points.arm(plan.parse(JSON.parse(first)));
  const calls: Call[] = [];
  let recording = false;
  let plainRunner: FunctionRunner | undefined;
  const edges = edgesWith(points, (call) => {
    if (recording) calls.push(call);
  });
  nameActors();
  const record = (wanted: boolean): void => {
    recording = wanted;
    calls.length = 0;
  };
  await serveControl({ points, calls: () => calls, record, runner: () => plainRunner }, file);
  await runHost({
    ...options,
    edges: {
      ...edges,
      functions: (runner) => {
        plainRunner = runner;
        return edges.functions(runner);
      },
    },
  });
};
