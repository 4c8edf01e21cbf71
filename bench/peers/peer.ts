/** A continuous delivery system as its users meet it: pushes go in, runs and their lines come out. Both sides are asked the same. */

/** One build or deployment. */
export interface Run {
  id: string;
  ended: boolean;
}

/** Hears what a client of the system hears, with the time of arrival (milliseconds since 1970). */
export interface Observer {
  /** Lines of the job's output, each ended by a newline. */
  lines(text: string, at: number): void;
  run(run: Run, at: number): void;
}

/** A client that watches. */
export interface Follower {
  /** Waits until it has every line of an ended run that the system can give. */
  settled(runId: string): Promise<void>;
  close(): Promise<void>;
}

/** A running system. */
export interface Peer {
  name: string;
  /** The process that answers clients. */
  serverPid: number;
  /** Delivers a push event as GitHub does; rejects unless it is taken. */
  deliver(body: string, deliveryId: string): Promise<void>;
  /** Watches every run from now on. */
  follow(observer: Observer): Promise<Follower>;
  /** Every run so far. */
  runs(): Promise<Run[]>;
  cancel(runId: string): Promise<void>;
  /** Kills (SIGKILL) what runs the job, without warning to anyone. */
  killBuilder(): Promise<void>;
  /** Brings back what `killBuilder` killed, when that does not happen by itself. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Where a system finds what it needs. */
export interface Place {
  /** A folder that is removed at the end. */
  folder: string;
  /** The repository that pushes are about: `acme/shop` at GitHub, here in this folder. */
  repository: string;
  /** What a run does in a fresh or updated checkout. */
  command: readonly string[];
}
