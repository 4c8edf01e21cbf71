/** What a scenario is, and what it is given. */
import type { SmallHost } from './support/small-host';
import type { FaultHost, FaultHostOptions } from './support/fault-host';

/** What came of a scenario. */
export interface Outcome {
  /** What was done, with the numbers that really were; the title when left out. */
  did?: string;
  /** The figures, as they were measured. */
  measured: string;
  ok: boolean;
}

/** A scenario that cannot run here, with the reason. */
export class Skipped extends Error {}

/** What a scenario may use. */
export interface Context {
  /** From 0 to below 1, the same numbers for the same seed and scenario. */
  random: () => number;
  /** A whole number from 0 to below `below`. */
  below: (below: number) => number;
  /** A number for everything that wants a seed of its own. */
  seed: number;
  /** How often something is done: `short` times in the short run, growing to `long` times in an hour. */
  times: (short: number, long: number) => number;
  short: boolean;
  /** The host that the scenarios of a group share; it starts when it is first asked for. */
  host: () => Promise<FaultHost>;
  /** A host of its own; it is checked and ended with the scenario. */
  ownHost: (options?: FaultHostOptions) => Promise<FaultHost>;
  /** The installation without builders that all scenarios of the run share, one after the other. */
  small: () => Promise<SmallHost>;
  /** Something to be undone at the scenario's end, whatever becomes of it. */
  finally: (undo: () => unknown) => void;
}

/** One experiment: something goes wrong on purpose, and something has to be true all the same. */
export interface Scenario {
  /** As the table of guarantees names it. */
  id: string;
  /** What is done. */
  title: string;
  /** What has to be true, with its figure. */
  expected: string;
  run: (context: Context) => Promise<Outcome>;
}

/** Scenarios that run one after the other on one host. */
export interface Group {
  name: string;
  /** True when nothing else may run meanwhile: times are measured. */
  alone?: boolean;
  scenarios: readonly Scenario[];
}
