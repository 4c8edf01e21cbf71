/** What stands for AWS on this machine: the engines of one data folder, and the endpoint in front of them. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createAwsEndpoint, isAwsRequest, type AwsEndpoint } from './aws/aws-endpoint';
import type { PersonAccount } from './aws/person-account';
import { openBucketStore } from './buckets/bucket-store';
import type { DataFolder } from './data-folder';
import { openDatabase } from './dynamodb/database';
import { createInProcessClient } from './dynamodb/in-process-client';
import { openEdges, type Edges } from './edges';
import { createEventBus } from './events/event-bus';
import type { FunctionRunner } from './functions/function-runner';
import { openKeys, type Keys } from './keys';
import type { Log } from './log';
import { createLogStreams } from './logs/log-streams';
import { region } from './names';
import { openSecretStore } from './secrets/secret-store';
import type { InternalRoute } from './server/internal-server';
import { credentialsPath, handleCredentials } from './tasks/credentials-route';
import { createLauncher, type Launcher } from './tasks/launcher';
import { createStandbyLauncher } from './tasks/standby-launcher';
import { taskStoppedEvent } from './tasks/ended-event';
import { openTasks, type Tasks } from './tasks/tasks';
import { events } from '../wiring';

/** What the platform needs of the host. */
export interface PlatformOptions {
  folder: DataFolder;
  builder: BuilderProgram;
  runner: FunctionRunner;
  edges?: Edges;
  /** The address of the internal server; known once it listens. */
  internalUrl: () => string;
  /** What the person's commands find in their environment. */
  commandEnvironment: () => Record<string, string>;
  /** Who Trellis is to the accounts of others. */
  account: PersonAccount;
  log: Log;
  stopTimeoutMs?: number | undefined;
}

/** What runs as a builder. */
export interface BuilderProgram {
  /** The program, with its arguments. */
  command: readonly [string, ...string[]];
  /** A file that keeps a process ready for the program, when the program is one file for Node. */
  standby?: string | undefined;
}

/** The engines. */
export interface Platform {
  keys: Keys;
  tasks: Tasks;
  /** The database, for the API's own data source. */
  client: DynamoDBClient;
  /** Answers AWS requests and requests for credentials. */
  routes: readonly InternalRoute[];
  /** Delivers the events that are on their way; to be called while functions can still work. */
  endEvents(): Promise<void>;
  /** Ends the engines; tasks have been stopped before. */
  close(): Promise<void>;
}

// The builder itself needs no more than git does.
const builderVariables = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'SSH_AUTH_SOCK'];

const only = (env: Record<string, string>, wanted: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => wanted.includes(name)));

const launcherOf = (directory: string, { command, standby }: BuilderProgram): Launcher => {
  const [nodePath, program] = command;
  return standby !== undefined && program !== undefined
    ? createStandbyLauncher({ directory, nodePath, standby, program })
    : createLauncher(directory, command);
};

/** Opens the engines of a data folder. */
export const openPlatform = (options: PlatformOptions): Platform => {
  const { folder, runner, edges = openEdges, internalUrl, commandEnvironment, log } = options;
  const keys = openKeys(folder.key);
  const secrets = openSecretStore(folder.secrets, keys.secretStoreKey);
  const buckets = openBucketStore(folder.buckets);
  const database = openDatabase(folder.table, { log });
  const streams = createLogStreams((event) => runner.invoke(events.builderLogs, event), log);
  const tasks = openTasks({
    directory: folder.tasks,
    launcher: launcherOf(folder.tasks, options.builder),
    environment: (taskId, workDirectory) => ({
      ...only(commandEnvironment(), builderVariables),
      AWS_REGION: region,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: internalUrl() + credentialsPath(taskId),
      AWS_CONTAINER_AUTHORIZATION_TOKEN: keys.credentialsToken(taskId),
      TRELLIS_API_URL: `${internalUrl()}/graphql`,
      TRELLIS_WORK_DIR: workDirectory,
      TRELLIS_COMMAND_ENV: JSON.stringify(commandEnvironment()),
    }),
    mark: ({ startedBy }) => (startedBy === null ? undefined : `TRELLIS_DEPLOYMENT_ID=${startedBy}`),
    onOutput: (taskId, files) => streams.follow(taskId, files),
    onStopped: async (task) => {
      await streams.finish(task.id);
      await runner.invoke(events.taskStopped, taskStoppedEvent(task));
    },
    log,
    stopTimeoutMs: options.stopTimeoutMs,
  });
  const bus = createEventBus((event) => runner.invoke(events.deploymentChanged, event), log);
  const endpoint: AwsEndpoint = createAwsEndpoint({
    database,
    tasks,
    secrets,
    buckets,
    bus,
    credentials: keys.host,
    account: options.account,
    log,
  });
  return {
    keys,
    tasks,
    client: createInProcessClient(edges.table(database)),
    routes: [
      (req, res) => handleCredentials(req, res, keys, tasks),
      edges.aws((req, res) => {
        if (!isAwsRequest(req)) return false;
        void endpoint(req, res);
        return true;
      }),
    ],
    endEvents: () => bus.close(),
    close: async () => {
      await bus.close();
      streams.close();
      await database.close();
    },
  };
};
