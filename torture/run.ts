/** Runs groups of scenarios: some side by side, those that measure time alone, each with a deadline. */
import { seededRandom } from '../local/faults/random';
import { violationsOf } from './invariants';
import type { Options } from './options';
import type { Row } from './report';
import { Skipped, type Context, type Group, type Outcome, type Scenario } from './scenario';
import { FaultHost } from './support/fault-host';
import { startSmallHost, type SmallHost } from './support/small-host';

/** Groups that run at the same time; more would measure the machine, which the short run does not judge. */
const lanes = { whole: 3, short: 4 };
const minutesOfAnHour = 60;

const hashOf = (text: string): number =>
  [...text].reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619),
    2_166_136_261,
  );

/** How often, between the short run's number and that of an hour. */
const repetitions = ({ short, minutes }: Options, few: number, many: number): number =>
  short ? few : Math.round(few + (many - few) * Math.min(1, minutes / minutesOfAnHour));

const deadlineMs = ({ short, minutes }: Options): number => (short ? 360_000 : (minutes + 5) * 60_000);

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 600);

const withDeadline = async (work: Promise<Outcome>, ms: number): Promise<Outcome> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** The host of a group. */
class SharedHost {
  private starting: Promise<FaultHost> | undefined;

  get(): Promise<FaultHost> {
    return (this.starting ??= FaultHost.start());
  }

  /** The host, if anybody has asked for it. */
  async known(): Promise<FaultHost | undefined> {
    return this.starting?.catch(() => undefined);
  }

  async stop(): Promise<void> {
    await (await this.known())?.stop();
    this.starting = undefined;
  }
}

let small: Promise<SmallHost> | undefined;

const runScenario = async (scenario: Scenario, options: Options, shared: SharedHost): Promise<Row> => {
  const seed = (options.seed ^ hashOf(scenario.id)) >>> 0;
  const random = seededRandom(seed);
  const own: FaultHost[] = [];
  const undo: (() => unknown)[] = [];
  const used = { shared: false };
  const context: Context = {
    random,
    seed,
    short: options.short,
    below: (below) => Math.floor(random() * below),
    times: (few, many) => repetitions(options, few, many),
    host: () => {
      used.shared = true;
      return shared.get();
    },
    ownHost: async (hostOptions) => {
      const host = await FaultHost.start(hostOptions);
      own.push(host);
      return host;
    },
    small: () => (small ??= startSmallHost()),
    finally: (step) => undo.push(step),
  };
  const began = performance.now();
  const { id, title, expected } = scenario;
  const row = (more: Pick<Row, 'measured' | 'verdict'> & { did?: string }): Row => ({
    id,
    expected,
    did: title,
    seconds: (performance.now() - began) / 1000,
    ...more,
  });
  try {
    const outcome = await withDeadline(scenario.run(context), deadlineMs(options));
    const hosts = [...own, ...(used.shared ? [await shared.get()] : [])];
    const violations = (await Promise.all(hosts.map((host) => violationsOf(host)))).flat();
    const broken = violations.length === 0 ? '' : `; invariants broken: ${violations.slice(0, 5).join('; ')}`;
    return row({
      did: outcome.did ?? title,
      measured: outcome.measured + broken,
      verdict: outcome.ok && violations.length === 0 ? 'held' : 'VIOLATED',
    });
  } catch (error) {
    if (error instanceof Skipped) return row({ measured: error.message, verdict: 'skipped' });
    if (process.env.TRELLIS_DEBUG) console.error(error);
    return row({ measured: messageOf(error), verdict: 'VIOLATED' });
  } finally {
    for (const step of undo.reverse()) await Promise.resolve(step()).catch(() => undefined);
    await Promise.all(own.map((host) => host.stop().catch(() => undefined)));
  }
};

const runGroup = async (group: Group, options: Options, onRow: (row: Row) => void): Promise<void> => {
  const shared = new SharedHost();
  try {
    for (const scenario of group.scenarios) onRow(await runScenario(scenario, options, shared));
  } finally {
    await shared.stop();
  }
};

const isWanted = ({ only }: Options, id: string): boolean =>
  only.length === 0 || only.some((wanted) => id === wanted || id.startsWith(`${wanted}-`));

/** Runs what the options ask for. `onRow` gets each row as soon as it is known. */
export const runGroups = async (
  groups: readonly Group[],
  options: Options,
  onRow: (row: Row) => void,
): Promise<Row[]> => {
  const rows: Row[] = [];
  const keep = (row: Row): void => {
    rows.push(row);
    onRow(row);
  };
  const wanted = groups
    .map((group) => ({ ...group, scenarios: group.scenarios.filter(({ id }) => isWanted(options, id)) }))
    .filter(({ scenarios }) => scenarios.length > 0);
  const together = wanted.filter(({ alone }) => alone !== true);
  const next = async (): Promise<void> => {
    for (let group = together.shift(); group; group = together.shift()) await runGroup(group, options, keep);
  };
  await Promise.all(Array.from({ length: options.short ? lanes.short : lanes.whole }, next));
  for (const group of wanted.filter(({ alone }) => alone === true)) await runGroup(group, options, keep);
  await (await small?.catch(() => undefined))?.stop();
  const order = groups.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));
  return rows.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
};
