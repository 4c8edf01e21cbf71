/** Many people who watch one log: how long a line takes to all of them, whether any is lost, and what that costs the host. */
import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Gates } from '../e2e/support/scripts';
import type { Trellis } from '../e2e/support/trellis';
import type { Row } from './report';
import type { Saying, Seen } from './viewers-client';

const program = fileURLToPath(new URL('./viewers-client.ts', import.meta.url));
const lineBytes = 100;
const secondsOfLog = 20;

/** How often and how much a deployment prints. */
interface Pace {
  linesAtOnce: number;
  everyMs: number;
}

/** 50 single lines a second; where very many watch, ten lines ten times a second. */
const paceFor = (count: number): Pace =>
  count > 100 ? { linesAtOnce: 10, everyMs: 100 } : { linesAtOnce: 1, everyMs: 20 };

const printed = ({ linesAtOnce, everyMs }: Pace): number =>
  Math.round((secondsOfLog * 1000) / everyMs) * linesAtOnce;

/** Prints lines at their times; each carries the time at which it was printed. */
const talker = (pace: Pace): string => `await gate('go');
for (let i = 0; i < ${printed(pace)}; i += ${pace.linesAtOnce}) {
  let text = '';
  for (let j = i; j < i + ${pace.linesAtOnce}; j++) text += ('line ' + j + ' ' + Date.now() + ' ').padEnd(${lineBytes - 1}, 'abcdefghij') + '\\n';
  process.stdout.write(text);
  await new Promise((resolve) => setTimeout(resolve, ${pace.everyMs}));
}
await gate('end');`;

/** The process with the viewers. */
class Viewers {
  private readonly child: ChildProcess = fork(program, { execArgv: ['--import', 'tsx'] });

  /** Tells the process to do something and waits for what it says then. */
  ask(what: Record<string, unknown>): Promise<Saying> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the process with the viewers has ended'));
      this.child.once('exit', gone);
      this.child.once('message', (saying: Saying) => {
        this.child.off('exit', gone);
        resolve(saying);
      });
      this.child.send(what);
    });
  }

  /** How long something took all viewers, in milliseconds. */
  async took(what: Record<string, unknown>): Promise<number> {
    const saying = await this.ask(what);
    return 'tookMs' in saying ? saying.tookMs : Number.NaN;
  }

  async report(): Promise<Seen> {
    const saying = await this.ask({ do: 'report' });
    if (!('seen' in saying)) throw new Error('the viewers gave no report');
    return saying.seen;
  }

  end(): void {
    this.child.removeAllListeners('exit');
    this.child.disconnect();
  }
}

/** The value below which a share of all values lies, of values that are counted by milliseconds. */
const percentileOf = (counts: readonly number[], share: number): number => {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * share;
  let passed = 0;
  const found = counts.findIndex((count) => (passed += count) >= wanted);
  return found === -1 ? Number.NaN : found;
};

/** The memory of a process and the processor time that it has used, now (Linux only). */
const usageOf = async (pid: number): Promise<{ megabytes: number; seconds: number }> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const ticks = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number);
  return {
    megabytes: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024,
    seconds: ((ticks[0] ?? Number.NaN) + (ticks[1] ?? Number.NaN)) / 100,
  };
};

/** The most memory that a process holds until it is stopped; looked at twice a second. */
const watchMemory = (pid: number): (() => number) => {
  let most = Number.NaN;
  const look = async (): Promise<void> => {
    const { megabytes } = await usageOf(pid);
    if (!(megabytes <= most)) most = megabytes;
  };
  const timer = setInterval(() => void look(), 500);
  return () => {
    clearInterval(timer);
    return most;
  };
};

/** Opens so many viewers of one deployment, lets it print for a while, then drops all connections at once and waits for their return. */
export const measureViewers = async (trellis: Trellis, gates: Gates, count: number): Promise<Row[]> => {
  const pace = paceFor(count);
  const app = await gates.givenApp(trellis, `bench-viewers-${count}`, talker(pace));
  const { id } = await app.in('development').start('deploy');
  await gates.reached(trellis, id, 'go');
  const { host } = trellis;
  const viewers = new Viewers();
  try {
    const connected = await viewers.took({
      do: 'watch',
      url: host.url,
      token: host.token,
      deploymentId: id,
      viewers: count,
    });
    const memory = watchMemory(host.pid);
    const before = await usageOf(host.pid);
    const began = performance.now();
    await gates.open('go');
    // Asking before it is over would cost the host what is measured here.
    await pause(secondsOfLog * 1000);
    const after = await usageOf(host.pid);
    const share = (after.seconds - before.seconds) / ((performance.now() - began) / 1000);
    await gates.reached(trellis, id, 'end');
    const seen = await viewers.report();
    const returned = await viewers.took({ do: 'drop' });
    await gates.open('end');
    await app.in('development').ends(id);
    return rowsOf(count, pace, seen, { connected, returned, share, megabytes: memory() });
  } finally {
    viewers.end();
  }
};

interface Costs {
  connected: number;
  returned: number;
  /** Of one processor. */
  share: number;
  megabytes: number;
}

const rowsOf = (count: number, pace: Pace, seen: Seen, costs: Costs): Row[] => {
  const many = count > 100;
  const who = count === 1 ? '1 viewer' : `${count.toLocaleString('en')} viewers`;
  const rate = `${1000 / pace.everyMs} × ${pace.linesAtOnce} lines/s`;
  const latency = (share: number): number => percentileOf(seen.latencies, share);
  return [
    { what: `line → ${who} (p50, ${rate})`, value: latency(0.5), unit: 'ms' },
    {
      what: `line → ${who} (p95)`,
      value: latency(0.95),
      unit: 'ms',
      aim: { is: 'at most', value: many ? 250 : 50 },
    },
    {
      what: `line → ${who} (p99)`,
      value: latency(0.99),
      unit: 'ms',
      aim: { is: 'at most', value: many ? 500 : 150 },
    },
    {
      what: `lines lost or repeated on the way to ${who}`,
      value: printed(pace) * count - seen.lines + seen.repeated,
      unit: 'lines',
      aim: { is: 'at most', value: 0 },
    },
    { what: `processor time of the host with ${who}`, value: costs.share * 100, unit: '%' },
    {
      what: `most memory of the host with ${who}`,
      value: costs.megabytes,
      unit: 'MB',
      aim: { is: 'at most', value: 500 },
    },
    { what: `${who} connected at once, all confirmed`, value: costs.connected / 1000, unit: 's' },
    {
      what: `${who} dropped at once, all back`,
      value: costs.returned / 1000,
      unit: 's',
      aim: { is: 'at most', value: 10 },
    },
  ];
};
