/**
 * The real functions, resolvers, API and table in this very process, with faults at the edges and without any builder: for what
 * wants thousands of rounds. One a process, since functions read their surroundings from its environment.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Api } from '../../e2e/support/api';
import { createApi } from '../../local/api/create-api';
import { readResolverCode } from '../../hosts/resolver-files';
import { createAwsEndpoint, isAwsRequest } from '../../local/aws/aws-endpoint';
import { personAccount, stsUrlOf } from '../../local/aws/person-account';
import { openBucketStore } from '../../local/buckets/bucket-store';
import { openDatabase, type Database } from '../../local/dynamodb/database';
import { ensureTable } from '../../local/dynamodb/ensure-table';
import { createInProcessClient } from '../../local/dynamodb/in-process-client';
import { enterFunctionEnvironment, tellPublicUrl } from '../../local/environment';
import { createEventBus } from '../../local/events/event-bus';
import { nameActors } from '../../local/faults/actors';
import { edgesWith } from '../../local/faults/edges';
import { createPoints, type Points } from '../../local/faults/points';
import { createFunctionRunner, type FunctionRunner } from '../../local/functions/function-runner';
import { modules } from '../../local/functions/modules';
import { openKeys } from '../../local/keys';
import { listen } from '../../local/listen';
import { createLog } from '../../local/log';
import { tableName } from '../../local/names';
import { openSecretStore } from '../../local/secrets/secret-store';
import { createInternalServer, type InternalRoute } from '../../local/server/internal-server';
import { events, functions } from '../../wiring';
import { smallTasks, type SmallTasks } from './small-tasks';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An installation without builders. */
export interface SmallHost {
  api: Api;
  points: Points;
  runner: FunctionRunner;
  tasks: SmallTasks;
  database: Database;
  stop(): Promise<void>;
}

/** Keeps to itself what functions report to an operator; here that is what scenarios provoke. Answers how to undo it. */
const withoutReports = (): (() => void) => {
  const { error } = console;
  console.error = (...said: unknown[]) => {
    if (typeof said[0] !== 'string' || !said[0].startsWith('{"level":')) error(...said);
  };
  return () => {
    console.error = error;
  };
};

/** Starts it. */
export const startSmallHost = async (): Promise<SmallHost> => {
  const folder = await mkdtemp(join(tmpdir(), 'trellis small host '));
  const log = createLog(() => undefined);
  const points = createPoints();
  const edges = edgesWith(points, () => undefined);
  nameActors();
  const speakAgain = withoutReports();
  const runner = edges.functions(createFunctionRunner(modules, functions, log));
  const keys = openKeys(`${folder}/key`);
  const tasks = smallTasks(folder);
  const database = openDatabase(undefined);
  const client = createInProcessClient(edges.table(database));
  const bus = createEventBus((event) => runner.invoke(events.deploymentChanged, event), log);
  const endpoint = createAwsEndpoint({
    account: personAccount({}),
    database,
    bus,
    tasks,
    secrets: openSecretStore(`${folder}/secrets`, keys.secretStoreKey),
    buckets: openBucketStore(`${folder}/buckets`),
    credentials: keys.host,
    log,
  });
  const routes: InternalRoute[] = [
    edges.aws((req, res) => {
      if (!isAwsRequest(req)) return false;
      void endpoint(req, res);
      return true;
    }),
  ];
  const server = createInternalServer(() => routes);
  await listen(server, {});
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const leave = enterFunctionEnvironment({
    awsEndpoint: url,
    graphqlUrl: `${url}/graphql`,
    credentials: keys.host,
    instance: keys.instance,
    stsUrl: stsUrlOf({}),
  });
  tellPublicUrl(url);
  await ensureTable(createInProcessClient(database), tableName);
  const appSync = await createApi({
    schema: readFileSync(`${root}/schema.graphql`, 'utf8'),
    code: await readResolverCode(`${root}/.build/resolvers`),
    client,
    runner,
    keys,
    tasks,
    onMutation: () => undefined,
    log,
  });
  // Ahead of the AWS endpoint, which takes every signed request.
  routes.unshift((req, res) => {
    if (req.url !== '/graphql') return false;
    appSync.handleRequest(req, res);
    return true;
  });
  const { createApiToken } = await import('../../functions/adapters/sign-in');
  const token = await createApiToken('torture');
  return {
    api: new Api({ url, token }),
    points,
    runner,
    tasks,
    database,
    async stop() {
      await bus.close();
      await appSync.close();
      server.closeAllConnections();
      server.close();
      await database.close();
      leave();
      speakAgain();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
