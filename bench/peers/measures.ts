/** What is measured of one system, in the order in which it is done. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../statistics';
import { jobs } from './jobs';
import { Session, type Push } from './session';

/** One quantity of one system. */
export interface Quantity {
  what: string;
  value: number;
  unit: string;
}

const linesOfPrinting = 1_000;
const linesEachSecond = 50;
const bytesOfFlood = 100;
const pushes = 10;
const deliveries = 5;

/** Ten pushes, one after the other: the answer, the process, the line at the client. */
export const measurePushes = async (session: Session): Promise<Quantity[]> => {
  const acks: number[] = [];
  const toOutput: number[] = [];
  const toClient: number[] = [];
  for (let round = 0; round < pushes; round += 1) {
    const push = await session.push(jobs.short());
    const { printedAt, arrivedAt } = await session.firstLine(push);
    acks.push(push.ackMs);
    toOutput.push(printedAt - push.sentAt);
    toClient.push(arrivedAt - push.sentAt);
    await session.open(push);
    await session.ended(session.newest);
    await session.quiet();
  }
  const p50 = (what: string, values: readonly number[]): Quantity => ({
    what: `${what} (p50 of ${pushes})`,
    value: percentile(values, 0.5),
    unit: 'ms',
  });
  return [
    p50('push → answer to the delivery', acks),
    p50('push → first output of the job, after its clone', toOutput),
    p50('push → first line at a client', toClient),
  ];
};

/** A job that prints steadily. */
export const measurePrinting = async (session: Session): Promise<Quantity[]> => {
  const push = await session.push(jobs.printing(linesOfPrinting, linesEachSecond));
  await session.firstLine(push);
  await session.ended(session.newest);
  await session.settled(session.newest);
  const lines = session.stamped(push);
  const latencies = lines.map(({ printedAt, arrivedAt }) => arrivedAt - printedAt);
  const of = `${linesOfPrinting.toLocaleString('en')} lines, ${linesEachSecond} a second`;
  return [
    { what: `line → client, p50 (${of})`, value: percentile(latencies, 0.5), unit: 'ms' },
    { what: `line → client, p95 (${of})`, value: percentile(latencies, 0.95), unit: 'ms' },
    {
      what: 'of these lines lost',
      value: linesOfPrinting - new Set(lines.map(({ number }) => number)).size,
      unit: '',
    },
  ];
};

const residentMegabytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024;
};

/** A job that prints as fast as it can. */
export const measureFlood = async (session: Session, count: number): Promise<Quantity[]> => {
  const push = await session.push(jobs.flood(count, bytesOfFlood));
  const { printedAt } = await session.firstLine(push);
  await session.ended(session.newest);
  await session.settled(session.newest);
  const numbers = new Set<number>();
  let last = Number.NaN;
  for (const { text, at } of session.received()) {
    for (const [, number] of text.matchAll(/^F \w+ (\d+) /gm)) {
      numbers.add(Number(number));
      last = at;
    }
  }
  const of = `${count.toLocaleString('en')} lines of ${bytesOfFlood} bytes`;
  return [
    { what: `${of} through to a client`, value: count / ((last - printedAt) / 1000), unit: 'lines/s' },
    { what: 'of these lines lost', value: count - numbers.size, unit: '' },
    {
      what: 'memory of the server afterwards',
      value: await residentMegabytes(session.peer.serverPid),
      unit: 'MB',
    },
  ];
};

/** What runs the job is killed without warning. */
export const measureKill = async (session: Session): Promise<Quantity[]> => {
  const push = await session.push(jobs.long());
  await session.firstLine(push);
  const run = session.newest;
  const processes = await session.processes(push);
  const killedAt = Date.now();
  await session.peer.killBuilder();
  const heardAt = await session.ended(run);
  await pause(1_000);
  const left = Session.alive(processes).length;
  await session.open(push);
  await session.peer.revive();
  await session.quiet();
  return [
    { what: 'kill -9 of what runs the job → a client hears of it', value: heardAt - killedAt, unit: 'ms' },
    { what: 'processes of that job alive a second later', value: left, unit: '' },
  ];
};

const measureOneCancel = async (session: Session, signals: readonly string[]): Promise<Quantity[]> => {
  const push = await session.push(jobs.stubborn(signals));
  await session.firstLine(push);
  const run = session.newest;
  const processes = await session.processes(push);
  const askedAt = Date.now();
  await session.peer.cancel(run);
  const endedAt = await session.ended(run);
  await pause(1_000);
  const left = Session.alive(processes).length;
  await session.quiet();
  const which = `cancel of a job that ignores ${signals.map((name) => name.slice(3)).join(', ')}`;
  return [
    { what: `${which} → a client hears of its end`, value: endedAt - askedAt, unit: 'ms' },
    { what: 'of its two processes alive a second later', value: left, unit: '' },
  ];
};

/** Two jobs that do not want to end; each has a child in a session of its own. */
export const measureCancels = async (session: Session): Promise<Quantity[]> => [
  ...(await measureOneCancel(session, ['SIGTERM'])),
  ...(await measureOneCancel(session, ['SIGINT', 'SIGTERM', 'SIGHUP'])),
];

/** The same delivery again and again, as after a time-out at the sender. */
export const measureRepeats = async (session: Session): Promise<Quantity[]> => {
  const before = (await session.peer.runs()).length;
  const push: Push = await session.push(jobs.short());
  for (let again = 1; again < deliveries; again += 1) await push.repeat();
  await session.open(push);
  await session.firstLine(push);
  await session.quiet();
  const after = (await session.peer.runs()).length;
  return [{ what: `runs that ${deliveries} identical deliveries start`, value: after - before, unit: '' }];
};
