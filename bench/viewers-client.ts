/**
 * Many viewers of one log, in a process of their own, so that what they cost is not taken for the host's. Started by `viewers.ts`
 * and told by its messages what to do.
 */
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { LogBatch } from '../generated/schema';
import { AppSyncSocket } from '../log-client/appsync-socket';

const order = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('watch'),
    url: z.string(),
    token: z.string(),
    deploymentId: z.string(),
    viewers: z.number(),
  }),
  z.object({ do: z.literal('drop') }),
  z.object({ do: z.literal('report') }),
]);

/** What all viewers have seen, together. */
export interface Seen {
  /** How many lines took so many milliseconds from standard output to a viewer, by milliseconds. */
  latencies: number[];
  lines: number;
  /** Lines that a viewer got twice, and those that were left out before a line that it got. */
  repeated: number;
  missed: number;
}

/** What the process says. */
export type Saying = { viewers: number; tookMs: number } | { seen: Seen };

const onLogs = `subscription ($id: ID!) { onLogs(deploymentId: $id) {
  deploymentId chunks { deploymentId firstSeq count step time text stderr continues } } }`;
const LONGEST_MS = 60_000;

const latencies = new Uint32Array(LONGEST_MS + 1);
const totals = { lines: 0, repeated: 0, missed: 0 };
const sockets = new Set<WebSocket>();

class Socket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols);
    sockets.add(this);
    this.once('close', () => sockets.delete(this));
  }
}

const say = (saying: Saying): void => {
  process.send?.(saying);
};

let waiting = 0;
let viewers = 0;
let began = 0;

const confirmed = (): void => {
  waiting -= 1;
  if (waiting === 0) say({ viewers, tookMs: performance.now() - began });
};

const stamp = /^\w+ \d+ (\d+)/;

/** Counts what one viewer gets. */
const counter = (): ((batch: LogBatch) => void) => {
  let next: number | undefined;
  return ({ chunks }) => {
    const now = Date.now();
    for (const { firstSeq, count, text } of chunks) {
      if (next !== undefined && firstSeq < next) totals.repeated += count;
      else if (next !== undefined) totals.missed += firstSeq - next;
      next = Math.max(next ?? 0, firstSeq + count);
      for (const line of text.split('\n')) {
        const printed = stamp.exec(line)?.[1];
        if (printed === undefined) continue;
        totals.lines += 1;
        const slot = Math.min(LONGEST_MS, Math.max(0, now - Number(printed)));
        latencies[slot] = (latencies[slot] ?? 0) + 1;
      }
    }
  };
};

const watch = ({ url, token, deploymentId }: { url: string; token: string; deploymentId: string }): void => {
  const socket = new AppSyncSocket({
    endpoint: `${url}/graphql`,
    authorization: () => Promise.resolve({ Authorization: token }),
    WebSocket: Socket,
  });
  const count = counter();
  socket.subscribe(
    { query: onLogs, variables: { id: deploymentId } },
    {
      event: (payload) => count((payload as { data: { onLogs: LogBatch } }).data.onLogs),
      confirmed,
      cut: () => undefined,
      ended: (errors) => {
        throw new Error(`a viewer was refused: ${JSON.stringify(errors)}`);
      },
    },
  );
};

process.on('message', (message) => {
  const asked = order.parse(message);
  if (asked.do === 'watch') {
    viewers = asked.viewers;
    waiting = viewers;
    began = performance.now();
    for (let viewer = 0; viewer < viewers; viewer += 1) watch(asked);
  } else if (asked.do === 'drop') {
    waiting = viewers;
    began = performance.now();
    for (const socket of sockets) socket.terminate();
  } else {
    say({ seen: { latencies: Array.from(latencies), ...totals } });
  }
});
process.once('disconnect', () => process.exit());
