/** A client of Buildbot as its web page is one: events by WebSocket, lines by REST when an event says that there are more. */
import { WebSocket } from 'ws';
import { z } from 'zod';
import { until } from '../../e2e/support/until';
import { jobStep } from './buildbot-files';
import type { Follower, Observer } from './peer';

const paths = ['builds/*/new', 'builds/*/finished', 'steps/*/new', 'logs/*/append', 'logs/*/finished'];

const frameSchema = z.object({
  k: z.string().optional(),
  code: z.number().optional(),
  m: z.unknown().optional(),
});
const stepSchema = z.object({ stepid: z.number(), buildid: z.number(), name: z.string() });
const logSchema = z.object({
  logid: z.number(),
  stepid: z.number(),
  num_lines: z.number(),
  complete: z.boolean(),
});
const contentsSchema = z.object({ logchunks: z.array(z.object({ content: z.string() })) });

/** A build, as the REST interface gives it. */
export const buildSchema = z.object({ buildid: z.number(), complete: z.boolean() });

interface FollowedLog {
  id: number;
  buildId: string;
  known: number;
  read: number;
  complete: boolean;
  reading: boolean;
}

/** Every line of such a log begins with a letter that tells its stream; `o` is standard output. */
const standardOutput = (content: string): string =>
  content
    .split('\n')
    .filter((line) => line.startsWith('o'))
    .map((line) => `${line.slice(1)}\n`)
    .join('');

/** Connects to a master at `127.0.0.1:port` and watches every build; only the logs of the job's own step are read. */
export const followBuildbot = async (port: number, observer: Observer): Promise<Follower> => {
  const jobSteps = new Map<number, string>();
  const logs = new Map<number, FollowedLog>();

  const read = async (log: FollowedLog): Promise<void> => {
    if (log.reading) return;
    log.reading = true;
    try {
      while (log.read < log.known) {
        const limit = log.known - log.read;
        const response = await fetch(
          `http://127.0.0.1:${port}/api/v2/logs/${log.id}/contents?offset=${log.read}&limit=${limit}`,
        );
        const { logchunks } = contentsSchema.parse(await response.json());
        log.read += limit;
        observer.lines(standardOutput(logchunks.map(({ content }) => content).join('\n')), Date.now());
      }
    } finally {
      log.reading = false;
    }
  };

  const onLog = (message: unknown): void => {
    const { logid, stepid, num_lines: known, complete } = logSchema.parse(message);
    const buildId = jobSteps.get(stepid);
    if (buildId === undefined) return;
    const log = logs.get(logid) ?? { id: logid, buildId, known: 0, read: 0, complete: false, reading: false };
    logs.set(logid, log);
    log.known = Math.max(log.known, known);
    log.complete ||= complete;
    void read(log);
  };
  const onStep = (message: unknown): void => {
    const { stepid, buildid, name } = stepSchema.parse(message);
    if (name === jobStep) jobSteps.set(stepid, String(buildid));
  };
  const onBuild = (message: unknown, ended: boolean): void =>
    observer.run({ id: String(buildSchema.parse(message).buildid), ended }, Date.now());

  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  await new Promise<void>((resolve, reject) => {
    let confirmed = 0;
    socket.once('error', reject);
    socket.once('open', () => {
      paths.forEach((path, index) =>
        socket.send(JSON.stringify({ cmd: 'startConsuming', path, _id: index + 1 })),
      );
    });
    socket.on('message', (raw: Buffer) => {
      const { k: key = '', code, m } = frameSchema.parse(JSON.parse(raw.toString('utf8')));
      if (code === 200 && (confirmed += 1) === paths.length) resolve();
      if (key.startsWith('builds/')) onBuild(m, key.endsWith('/finished'));
      if (key.startsWith('steps/')) onStep(m);
      if (key.startsWith('logs/')) onLog(m);
    });
  });

  return {
    async settled(runId) {
      const isRead = (): true | undefined => {
        const ofRun = [...logs.values()].filter(({ buildId }) => buildId === runId);
        return ofRun.length > 0 && ofRun.every((log) => log.complete && log.read === log.known)
          ? true
          : undefined;
      };
      await until(isRead, { what: `the whole log of build ${runId}`, deadlineMs: 120_000 });
    },
    async close() {
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.close();
      await closed;
    },
  };
};
