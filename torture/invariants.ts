/** What must be true of a host whenever nothing runs on it, whatever was done to it before. */
import { until } from '../e2e/support/until';
import { canariesFound } from './support/canaries';
import type { FaultHost } from './support/fault-host';
import { historiesOf, type History, type Past } from './support/histories';
import { readLog } from './support/log-reader';
import { markedProcesses } from './support/processes';

const terminal = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'EXPIRED', 'SUPERSEDED', 'SKIPPED'];
const needsReason = ['FAILED', 'TIMED_OUT', 'SKIPPED', 'EXPIRED'];
const quietMs = 90_000;
const logMs = 20_000;

const isTerminal = ({ status }: Pick<Past, 'status'>): boolean => terminal.includes(status);
/** Someone has to do something about it; until then it is not stuck. */
const waitsForPeople = ({ status }: Pick<Past, 'status'>): boolean => status === 'WAITING_APPROVAL';

const open = ({ deployments }: History): Past[] =>
  deployments.filter((each) => !isTerminal(each) && !waitsForPeople(each));

const overlaps = ({ name, deployments }: History): string[] => {
  const intervals = deployments
    .flatMap(({ id, startedAt, finishedAt }) =>
      startedAt && finishedAt ? [{ id, startedAt, finishedAt }] : [],
    )
    .sort((one, other) => one.startedAt.localeCompare(other.startedAt));
  return intervals.flatMap((one, index) => {
    const next = intervals[index + 1];
    return next && next.startedAt < one.finishedAt
      ? [`${name}: ${one.id} and ${next.id} ran at the same time`]
      : [];
  });
};

/** What has to be live: the last success by fence, unless that took everything away. */
const liveOf = ({ deployments }: History): string | null => {
  const [newest] = deployments
    .filter(({ status }) => status === 'SUCCEEDED')
    .sort((one, other) => (other.fence ?? 0) - (one.fence ?? 0));
  return newest && newest.kind !== 'TEARDOWN' ? newest.id : null;
};

/** What is wrong with an environment, from what its host says of it. */
export const wrongWith = (history: History): string[] => {
  const { name, active, queued, live, deployments } = history;
  const places = [active, queued];
  const stuck = open(history)
    .filter(({ id }) => !places.includes(id))
    .map(({ id, status }) => `${name}: ${id} is ${status} for ever`);
  const running = open(history).filter(({ status }) => status === 'RUNNING' || status === 'STARTING');
  const crowd = running.length > 1 ? [`${name}: ${running.length} deployments run at once`] : [];
  const locked = deployments
    .filter((each) => isTerminal(each) && places.includes(each.id))
    .map(({ id, status }) => `${name}: held by ${id}, which is ${status}`);
  const expected = liveOf(history);
  const wrongLive =
    live === expected ? [] : [`${name}: live is ${live ?? 'nothing'}, not ${expected ?? 'nothing'}`];
  const silent = deployments
    .filter(({ status, reason }) => needsReason.includes(status) && !reason)
    .map(({ id, status }) => `${name}: ${id} is ${status} without a reason`);
  return [...stuck, ...crowd, ...locked, ...wrongLive, ...silent, ...overlaps(history)];
};

const busyWith = async ({ api }: FaultHost): Promise<string[]> =>
  (await historiesOf(api)).flatMap((history) => [
    ...[history.active, history.queued].flatMap((id) =>
      id === null ? [] : [`${history.name}: held by ${id}`],
    ),
    ...open(history).map(({ id, status }) => `${history.name}: ${id} is still ${status}`),
  ]);

/** Waits until nothing runs or waits on a host. Gives what still does at the deadline. */
export const settles = async (host: FaultHost, deadlineMs = quietMs): Promise<string[]> => {
  let busy: string[] = [];
  const ask = async (): Promise<true | undefined> => {
    busy = await busyWith(host);
    return busy.length === 0 ? true : undefined;
  };
  await until(ask, { what: 'quiet', deadlineMs, everyMs: 200 }).catch(() => undefined);
  return busy;
};

/**
 * A log is whole when it holds as many lines as its end says, without a gap, and with the hash that its builder told; or when exactly
 * the lines that it lacks are named.
 */
const isWhole = async ({ api }: FaultHost, { id, logLines, logHash, logMissing }: Past): Promise<boolean> => {
  const ask = async (): Promise<true | undefined> => {
    const { size, gaps, hash } = await readLog(api, id);
    const named = (logMissing ?? []).reduce((sum, { from, to }) => sum + to - from + 1, 0);
    if (named > 0) return size + named === logLines ? true : undefined;
    return size === logLines && gaps.length === 0 && (!logHash || hash === logHash) ? true : undefined;
  };
  // What was printed last may still be on its way.
  return until(ask, { what: 'the log', deadlineMs: logMs, everyMs: 200 }).catch(() => false);
};

const wrongLogs = async (host: FaultHost, histories: readonly History[]): Promise<string[]> => {
  const wrong: string[] = [];
  for (const { name, deployments } of histories)
    for (const each of deployments)
      if (typeof each.logLines === 'number' && !host.wholeLogs.has(each.id)) {
        if (await isWhole(host, each)) host.wholeLogs.add(each.id);
        else wrong.push(`${name}: the log of ${each.id} is not whole`);
      }
  return wrong;
};

const orphans = (histories: readonly History[]): string[] => {
  const marked = markedProcesses();
  return histories.flatMap(({ name, deployments }) =>
    deployments
      .filter(isTerminal)
      .flatMap(({ id }) => (marked.get(id) ?? []).map((pid) => `${name}: process ${pid} of ${id} is left`)),
  );
};

/** Everything that is wrong with a host. Waits until it is quiet first. */
export const violationsOf = async (host: FaultHost): Promise<string[]> => {
  const noise = await settles(host);
  if (noise.length > 0) return noise;
  const histories = await historiesOf(host.api);
  return [
    ...histories.flatMap(wrongWith),
    ...(await wrongLogs(host, histories)),
    ...orphans(histories),
    ...(await canariesFound(host)),
  ];
};
