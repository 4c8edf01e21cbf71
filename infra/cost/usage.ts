/** How much of what an installation uses: counts from the template, rates from the code, and what is assumed of a team. */
import { schedules } from '../../wiring';
import { HEARTBEAT_SECONDS } from '../../core/heartbeat';
import { maxRecordBytes } from '../../core/log-record';
import type { PriceName } from './prices';

/** Units of each price; what is left out is not used. */
export type Usage = Partial<Record<PriceName, number>>;

/** What is assumed; each figure stands in the page. */
export const assumed = {
  /** Of a function that finds nothing to do. */
  idleRunSeconds: 0.05,
  /** Of a function that answers a builder or a person. */
  runSeconds: 0.1,
  functionGb: 0.5,
  idleTableGb: 0.05,
  imageGb: 0.6,
  /** Keys that an installation makes for itself, and the GitHub App's. */
  ownSecrets: 3,
  /** A builder starts, works, and ends. */
  deploymentMinutes: 10,
  builderVcpu: 2,
  builderGb: 4,
  /** The builder reports at least so often. */
  heartbeatSeconds: HEARTBEAT_SECONDS,
  /** Steps, announcements and the calls of people who look. */
  otherOperations: 100,
  viewers: 2,
  linesPerDeployment: 5_000,
  bytesPerLine: 80,
  artifactGb: 0.05,
  secretsPerEnvironment: 5,
  environments: 6,
  deploymentsPerDay: 30,
  people: 5,
  hoursWatchedPerDay: 2,
  workdays: 22,
} as const;

const secondsPerMonth = 30 * 24 * 3_600;
const KB = 1_000;
const GB = 1_000_000_000;

const add = (...usages: readonly Usage[]): Usage => {
  const sum: Usage = {};
  for (const usage of usages)
    for (const [name, units] of Object.entries(usage) as [PriceName, number][])
      sum[name] = (sum[name] ?? 0) + units;
  return sum;
};

/** Many times the same. */
export const times = (factor: number, usage: Usage): Usage =>
  Object.fromEntries(Object.entries(usage).map(([name, units]) => [name, units * factor]));

const runs = (count: number, seconds: number): Usage => ({
  lambdaRequest: count,
  lambdaGbSecond: count * seconds * assumed.functionGb,
});

/** What the template says. */
export interface Counts {
  alarms: number;
}

/** A month in which nobody does anything: the clock's functions, what is kept, what watches. */
export const idleMonth = ({ alarms }: Counts): Usage => {
  const rounds = Object.values(schedules).reduce(
    (sum, { everySeconds }) => sum + secondsPerMonth / everySeconds,
    0,
  );
  return add(runs(rounds, assumed.idleRunSeconds), {
    // Each round asks one index what there is to do.
    dynamoRead: rounds,
    dynamoStorage: assumed.idleTableGb,
    dynamoRecovery: assumed.idleTableGb,
    alarm: alarms,
    secret: assumed.ownSecrets,
    ecrStorage: assumed.imageGb,
    // Start, end and report lines of Lambda: some 300 bytes a run.
    logsIngestion: (rounds * 300) / GB,
  });
};

/** Lines of a log on their way from a builder to the table and to those who watch. */
const logLines = (lines: number, linesPerChunk: number, chunksPerCall: number): Usage => {
  const bytes = lines * assumed.bytesPerLine;
  const chunks = lines / linesPerChunk;
  const calls = chunks / chunksPerCall;
  const chunkKb = Math.ceil(bytes / chunks / KB);
  return add(runs(calls, assumed.runSeconds), {
    logsIngestion: (bytes * 1.2) / GB,
    appsyncOperation: calls,
    dynamoRead: 2 * calls,
    // The chunks, and after each call the note of which lines are stored.
    dynamoWrite: chunks * chunkKb + calls,
    dynamoStorage: bytes / GB,
    dynamoRecovery: bytes / GB,
    appsyncUpdate: calls * Math.ceil(bytes / calls / (5 * KB)) * assumed.viewers,
  });
};

/** A million lines as fast as they come: full chunks, twelve in a call (`functions/engine/publish.ts`). */
export const millionLines = (): Usage =>
  logLines(1_000_000, Math.floor(maxRecordBytes / assumed.bytesPerLine), 12);

/** One deployment, with a log as it comes from a build: a few lines at a time. */
export const oneDeployment = (): Usage => {
  const hours = assumed.deploymentMinutes / 60;
  const heartbeats = (assumed.deploymentMinutes * 60) / assumed.heartbeatSeconds;
  const operations = heartbeats + assumed.otherOperations;
  return add(runs(operations, assumed.runSeconds), logLines(assumed.linesPerDeployment, 10, 2), {
    fargateArmCpu: hours * assumed.builderVcpu,
    fargateArmMemory: hours * assumed.builderGb,
    publicAddress: hours,
    appsyncOperation: operations,
    appsyncUpdate: assumed.otherOperations * assumed.viewers,
    // A report reads the deployment, some 6 KB.
    dynamoRead: operations * 2,
    dynamoWrite: assumed.otherOperations * 4,
    s3Put: 1,
    s3Storage: assumed.artifactGb,
    secretCall: assumed.secretsPerEnvironment,
  });
};

/** A month of the team that is assumed, beside what an idle one costs. */
export const teamMonth = (): Usage =>
  add(times(assumed.deploymentsPerDay * assumed.workdays, oneDeployment()), {
    secret: assumed.environments * assumed.secretsPerEnvironment,
    appsyncMinute: assumed.people * assumed.hoursWatchedPerDay * 60 * assumed.workdays,
    // A page reads again when something has changed.
    appsyncOperation: assumed.people * 2_000 * assumed.workdays,
    httpRequest: assumed.people * 50 * assumed.workdays,
  });
