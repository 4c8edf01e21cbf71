/** How a test speaks to a host with faults: a server on loopback whose address the host leaves in a file. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FunctionRunner } from '../functions/function-runner';
import type { FunctionName } from '../../wiring';
import { writeAtomicSync } from '../atomic-file';
import type { Call } from './edges';
import type { Points } from './points';
import { plan } from './rules';

/** What a test may ask about and act on. */
export interface Controlled {
  points: Points;
  /** Calls of functions since the last plan, if that asked for them. */
  calls: () => readonly Call[];
  /** Begins a new list of calls, or none. */
  record: (wanted: boolean) => void;
  /** The host's own way to call functions, past all faults; undefined before the host has one. */
  runner: () => FunctionRunner | undefined;
}

const answers: Record<string, (controlled: Controlled, body: unknown) => unknown> = {
  '/arm': ({ points, record }, body) => {
    const armed = plan.parse(body);
    record(armed.record);
    points.arm(armed);
  },
  '/release': ({ points }) => points.release(),
  '/state': ({ points }) => ({ reached: points.reached(), hits: points.hits() }),
  '/calls': ({ calls }) => calls(),
  '/invoke': async ({ runner }, body) => {
    const { name, event } = body as Call;
    return { answer: await runner()?.invoke(name satisfies FunctionName, event) };
  },
};

const answer = async (controlled: Controlled, req: IncomingMessage): Promise<unknown> => {
  const given = answers[req.url ?? ''];
  if (!given) throw new Error(`There is no ${req.url ?? ''}`);
  return given(controlled, JSON.parse((await text(req)) || '{}'));
};

/** Starts the server and writes its address into the file. */
export const serveControl = async (controlled: Controlled, file: string): Promise<void> => {
  const server = createServer((req, res) => {
    answer(controlled, req).then(
      (value) => res.end(JSON.stringify(value ?? null)),
      (error: unknown) => res.writeHead(400).end(String(error)),
    );
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  writeAtomicSync(file, JSON.stringify({ pid: process.pid, url: `http://127.0.0.1:${port}` }));
};
