/** One system with a repository to push to, a client that watches, and jobs that are known by their names. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { githubPush } from '../../e2e/support/github-push';
import { Repository } from '../../e2e/support/repository';
import { until } from '../../e2e/support/until';
import { commandLine, startOf } from '../../local/tasks/process-table';
import { program, python } from './jobs';
import type { Follower, Peer, Place, Run } from './peer';

/** What came of one push. Times are milliseconds since 1970. */
export interface Push {
  name: string;
  sentAt: number;
  /** How long the answer to the delivery took, in milliseconds. */
  ackMs: number;
  /** The delivery, for a repeat. */
  repeat(): Promise<void>;
}

/** A line that a job stamped when it printed it. */
export interface StampedLine {
  number: number;
  printedAt: number;
  arrivedAt: number;
}

/** A process that a job noted; `start` tells it from a later one of the same number. */
interface NotedProcess {
  kind: string;
  pid: number;
  start: string;
}

const isAlive = ({ pid, start }: NotedProcess): boolean => startOf(pid) === start && commandLine(pid) !== '';

/** A session with one system. */
export class Session {
  private arrivals: { text: string; at: number }[] = [];
  private readonly seen = new Map<string, { run: Run; endedAt?: number }>();
  private readonly noted: NotedProcess[] = [];
  private follower: Follower | undefined;
  private count = 0;

  private constructor(
    readonly peer: Peer,
    private readonly repository: Repository,
    private readonly scratch: string,
  ) {}

  /** Starts a system in a folder and begins to watch it. */
  static async begin(start: (place: Place) => Promise<Peer>, folder: string): Promise<Session> {
    const scratch = join(folder, 'scratch');
    await mkdir(scratch, { recursive: true });
    const repository = await Repository.create();
    await repository.commit('feat: begin', { 'job.py': '' });
    const command = [python, '-u', 'job.py'];
    const peer = await start({ folder, repository: repository.path, command });
    const session = new Session(peer, repository, scratch);
    try {
      session.follower = await peer.follow({
        lines: (text, at) => session.arrivals.push({ text, at }),
        run: (run, at) => session.note(run, at),
      });
    } catch (error) {
      await session.close();
      throw error;
    }
    return session;
  }

  /** Commits a job and delivers the push; what came of earlier jobs is forgotten. */
  async push(job: string): Promise<Push> {
    const name = `job${(this.count += 1)}`;
    const commit = await this.repository.commit(`feat: ${name}`, {
      'job.py': program(this.scratch, name, job),
    });
    const body = githubPush({ commit, subject: `feat: ${name}` });
    const deliveryId = randomUUID();
    this.arrivals = [];
    const repeat = (): Promise<void> => this.peer.deliver(body, deliveryId);
    const began = performance.now();
    const sentAt = Date.now();
    await repeat();
    return { name, sentAt, ackMs: performance.now() - began, repeat };
  }

  /** The stamped lines of a job that have arrived. */
  stamped({ name }: Push): StampedLine[] {
    return this.arrivals.flatMap(({ text, at }) =>
      [...text.matchAll(/^L (\w+) (\d+) (\d+)$/gm)].flatMap(([, of, number, printedAt]) =>
        of === name ? [{ number: Number(number), printedAt: Number(printedAt), arrivedAt: at }] : [],
      ),
    );
  }

  /** Blocks of lines as they arrived since the last push. */
  received(): readonly { text: string; at: number }[] {
    return this.arrivals;
  }

  /** Waits for a job's first line. */
  firstLine(push: Push): Promise<StampedLine> {
    return until(() => this.stamped(push)[0], {
      what: `the first line of ${push.name} at ${this.peer.name}`,
      deadlineMs: 60_000,
      instead: () => this.arrivals.map(({ text }) => text),
    });
  }

  /** Lets a job that waits at its gate end. */
  open({ name }: Push): Promise<void> {
    return writeFile(join(this.scratch, `open-${name}`), '');
  }

  /** The run that began last. */
  get newest(): string {
    return [...this.seen.keys()].at(-1) ?? '';
  }

  /** Waits for a run's end; gives when the client heard of it. */
  ended(id: string): Promise<number> {
    return until(() => this.seen.get(id)?.endedAt, {
      what: `the end of run ${id} at ${this.peer.name}`,
      deadlineMs: 180_000,
      instead: () => this.peer.runs(),
    });
  }

  /** Waits until every line of an ended run is here. */
  async settled(id: string): Promise<void> {
    await this.follower?.settled(id);
  }

  /** Waits until nothing runs, twice in a row: what waited may begin late. */
  async quiet(): Promise<void> {
    let quiet = 0;
    const ask = async (): Promise<true | undefined> => {
      const runs = await this.peer.runs();
      quiet = runs.every(({ ended }) => ended) ? quiet + 1 : 0;
      return quiet > 4 ? true : undefined;
    };
    await until(ask, { what: `${this.peer.name} to be quiet`, deadlineMs: 120_000, everyMs: 250 });
  }

  /** The processes that a job has noted, of those that live. */
  async processes({ name }: Push): Promise<NotedProcess[]> {
    const text = await readFile(join(this.scratch, `pids-${name}`), 'utf8').catch(() => '');
    const processes = [...text.matchAll(/^(\w+) (\d+)$/gm)].map(([, kind = '', pid]) => ({
      kind,
      pid: Number(pid),
      start: startOf(Number(pid)),
    }));
    this.noted.push(...processes);
    return processes.filter(isAlive);
  }

  /** Which of these still live. */
  static alive(processes: readonly NotedProcess[]): NotedProcess[] {
    return processes.filter(isAlive);
  }

  /** Ends the system, and what its jobs have left behind. */
  async close(): Promise<void> {
    await this.follower?.close();
    await this.peer.stop();
    for (const { pid } of Session.alive(this.noted)) process.kill(pid, 'SIGKILL');
    await this.repository.remove();
  }

  private note(run: Run, at: number): void {
    const known = this.seen.get(run.id);
    const endedAt = known?.endedAt ?? (run.ended ? at : undefined);
    this.seen.set(run.id, endedAt === undefined ? { run } : { run, endedAt });
  }
}
