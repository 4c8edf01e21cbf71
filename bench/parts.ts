/** What `npm run bench` measures, in this order. */
import { measureBundles } from './bundles';
import { measureCancel } from './cancel';
import { measureFirstLoad } from './first-load';
import { measureFlood } from './flood';
import { measureInstall } from './install';
import { measureLatency } from './latency';
import { measureMasking } from './masking';
import { measureMemory } from './memory';
import { measurePush } from './push';
import { measureRecovery } from './recovery';
import type { Row } from './report';
import type { Stage } from './stage';
import { measureStarts } from './starts';
import { measureSteadiness } from './steadiness';
import { measureViewers } from './viewers';

/** A part of the benchmark; `--only` takes its name. */
export interface Part {
  name: string;
  /** How long it takes, roughly. */
  seconds: number;
  measure: (stage: Stage) => Promise<Row[]>;
}

const memoryOf = async (stage: Stage, when: string): Promise<Row[]> =>
  measureMemory((await stage.trellis()).host.pid, when);

/** Every part. */
export const parts: readonly Part[] = [
  {
    name: 'push',
    seconds: 15,
    measure: async (stage) => [
      ...(await measurePush(await stage.trellis())),
      ...(await memoryOf(stage, 'after 11 small deployments')),
    ],
  },
  { name: 'latency', seconds: 15, measure: (stage) => stage.withGates(measureLatency) },
  {
    name: 'flood',
    seconds: 15,
    measure: async (stage) => [
      ...(await stage.withGates((...on) => measureFlood(...on, { lines: 300_000, viewers: 1 }))),
      ...(await memoryOf(stage, 'after the flood of lines')),
    ],
  },
  {
    name: 'million',
    seconds: 45,
    measure: (stage) => stage.withGates((...on) => measureFlood(...on, { lines: 1_000_000, viewers: 3 })),
  },
  {
    name: 'viewers',
    seconds: 60,
    measure: async (stage) => [
      ...(await stage.withGates((...on) => measureViewers(...on, 100))),
      ...(await stage.withGates((...on) => measureViewers(...on, 1_000))),
    ],
  },
  { name: 'cancel', seconds: 40, measure: (stage) => stage.withGates(measureCancel) },
  { name: 'first-load', seconds: 10, measure: async (stage) => measureFirstLoad(await stage.trellis()) },
  { name: 'masking', seconds: 10, measure: () => measureMasking() },
  { name: 'recovery', seconds: 60, measure: () => measureRecovery() },
  { name: 'steadiness', seconds: 240, measure: () => measureSteadiness() },
  { name: 'bundles', seconds: 60, measure: () => measureBundles() },
  { name: 'starts', seconds: 30, measure: () => measureStarts() },
  { name: 'install', seconds: 30, measure: () => measureInstall() },
];
