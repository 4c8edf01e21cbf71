/** The one-machine host: the parts of Trellis on engines that stand for AWS, behind servers on loopback. */
import { readFile } from 'node:fs/promises';
import type { ResolverCode } from '../hosts/resolver-files';
import { functions } from '../wiring';
import { personAccount, stsUrlOf } from './aws/person-account';
import { createApi } from './api/create-api';
import type { DataFolder } from './data-folder';
import { ensureTable } from './dynamodb/ensure-table';
import { startExpiry } from './dynamodb/expiry';
import { openEdges, type Edges } from './edges';
import { createEnding, type Ending } from './ending';
import { commandEnvironment, enterFunctionEnvironment, tellPublicUrl } from './environment';
import { createFunctionRunner } from './functions/function-runner';
import { modules } from './functions/modules';
import { readHostFile, type HostFile } from './host-file';
import { closerOf, listen, type PortWish } from './listen';
import type { Log } from './log';
import { tableName } from './names';
import { openPlatform, type BuilderProgram } from './platform';
import { deliverTo, watchRepositories } from './repositories';
import { startSchedules } from './schedules';
import { createInternalServer, type InternalRoute } from './server/internal-server';
import { createPublicServer } from './server/public-server';
import { createSitesServer } from './server/sites-server';
import { signInRoute } from './server/sign-in-route';
import { ensureTokenFile, syncWebhookSecret, signInLink } from './sign-in';
import { createSites } from './sites';
import { ensureExampleRepository } from './watch';

/** What a host is started with. */
export interface HostOptions {
  /** The repository of Trellis: schema and example are read from it. */
  root: string;
  folder: DataFolder;
  resolverCode: ResolverCode;
  /** The built dashboard. */
  dashboardDirectory: string;
  builder: BuilderProgram;
  /** Undefined: 4010 and 4011, or the next that are free. 0: any. */
  port?: number | undefined;
  sitesPort?: number | undefined;
  /** Where the person's own tunnel lets GitHub in; undefined when there is none. */
  tunnelUrl?: string | undefined;
  /** The environment that the person started Trellis in. */
  personEnvironment: NodeJS.ProcessEnv;
  log: Log;
  /** How long builders have to end before they are killed. */
  stopTimeoutMs?: number | undefined;
  /** What stands between the parts and the world; nothing when left out. */
  edges?: Edges | undefined;
}

/** A running host. */
export interface Host {
  info: HostFile;
  /** A fresh link that signs the owner in, once. */
  signInLink(): Promise<string>;
  /** How many builders run. */
  running(): number;
  /** Kills what builds at once, for who cannot wait. */
  killBuilders(): void;
  /** Ends everything that the host started, builders first: they say their last words to the API. */
  close(): Promise<void>;
}

/** Where dashboard and API, and deployed functions, are looked for first. */
export const defaultPort = 4010;
export const defaultSitesPort = 4011;

const mutationsThatMoveBranches = /^(?:create|update|delete)(?:App|Environment)$/;

const wish = (asked: number | undefined, usual: number, before: number | undefined): PortWish => {
  if (asked === undefined) return { from: usual };
  return asked === 0 ? { prefer: [before] } : { exactly: asked };
};

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

/** Starts a host. A failure on the way leaves nothing running. */
export const startHost = async (options: HostOptions): Promise<Host> => {
  const ending = createEnding(options.log);
  try {
    return await assemble(options, ending);
  } catch (error) {
    await ending.run();
    throw error;
  }
};

const assemble = async (options: HostOptions, ending: Ending): Promise<Host> => {
  const { root, folder, log, edges = openEdges } = options;
  const before = readHostFile(folder.hostFile);
  const ports = { internal: 0, sites: 0, public: 0 };
  const internalUrl = (): string => urlOf(ports.internal);

  const sites = createSites({ dataDir: folder.directory, publicUrl: () => urlOf(ports.sites), log });
  ending.push(() => sites.close());
  const runner = edges.functions(createFunctionRunner(modules, functions, log));
  const platform = openPlatform({
    folder,
    builder: options.builder,
    runner,
    edges,
    internalUrl,
    commandEnvironment: () => ({
      ...commandEnvironment(options.personEnvironment),
      TRELLIS_SITES_URL: `${internalUrl()}/sites`,
      TRELLIS_SITES_TOKEN: sites.token,
    }),
    account: personAccount(options.personEnvironment),
    log,
    stopTimeoutMs: options.stopTimeoutMs,
  });
  ending.push(() => platform.close());

  const apiRoutes: InternalRoute[] = [];
  const internal = createInternalServer(() => [...apiRoutes, ...platform.routes]);
  ending.push(closerOf(internal));
  ports.internal = await listen(internal, { prefer: [before?.internalPort] });

  ending.push(
    enterFunctionEnvironment({
      awsEndpoint: internalUrl(),
      graphqlUrl: `${internalUrl()}/graphql`,
      credentials: platform.keys.host,
      instance: platform.keys.instance,
      tunnelUrl: options.tunnelUrl,
      stsUrl: stsUrlOf(options.personEnvironment),
    }),
  );
  await ensureTable(platform.client, tableName);

  let onBranchesMoved = (): void => undefined;
  const api = await createApi({
    schema: await readFile(`${root}/schema.graphql`, 'utf8'),
    code: options.resolverCode,
    client: platform.client,
    runner,
    keys: platform.keys,
    tasks: platform.tasks,
    onMutation: (field) => {
      if (mutationsThatMoveBranches.test(field)) onBranchesMoved();
    },
    log,
  });
  ending.push(() => api.close());
  const freshLink = (): Promise<string> => signInLink(urlOf(ports.public));
  apiRoutes.push(
    (req, res) => {
      if (req.url !== '/graphql') return false;
      api.handleRequest(req, res);
      return true;
    },
    (req, res) => {
      if (req.url?.startsWith('/sites/') !== true) return false;
      sites.handleDeploy(req, res);
      return true;
    },
    signInRoute(platform.keys.credentialsToken('sign-in'), freshLink),
  );

  const exampleRepository = await ensureExampleRepository({
    dataDir: folder.directory,
    sourceDir: `${root}/examples/hello-trellis`,
  });
  const dashboard = { directory: options.dashboardDirectory, exampleRepository };
  const server = createPublicServer({ dashboard, api, runner, log, tunnelUrl: options.tunnelUrl });
  ending.push(closerOf(server));
  ports.public = await listen(server, wish(options.port, defaultPort, before?.port));
  tellPublicUrl(urlOf(ports.public));
  const sitesServer = createSitesServer(sites);
  ending.push(closerOf(sitesServer));
  // With `--port 0` nobody wants a fixed port for the sites either.
  const sitesPort = options.sitesPort ?? (options.port === 0 ? 0 : undefined);
  ports.sites = await listen(sitesServer, wish(sitesPort, defaultSitesPort, before?.sitesPort));

  await ensureTokenFile(folder.token, async (token) => {
    const answer = (await runner.invoke('authorizer', {
      authorizationToken: token,
      requestContext: {},
      requestHeaders: {},
    })) as { isAuthorized?: boolean } | null;
    return answer?.isAuthorized === true;
  });
  await syncWebhookSecret(folder.webhookSecret);
  const url = urlOf(ports.public);
  const info: HostFile = {
    pid: process.pid,
    port: ports.public,
    sitesPort: ports.sites,
    internalPort: ports.internal,
    url,
    graphqlUrl: `${url}/graphql`,
    realtimeUrl: `${url.replace('http', 'ws')}/graphql/realtime`,
    sitesUrl: urlOf(ports.sites),
    tokenFile: folder.token,
    exampleRepository,
    startedAt: new Date().toISOString(),
  };

  platform.tasks.resume();
  ending.push(() => platform.endEvents());
  ending.push(() => platform.tasks.close('Trellis was stopped on this machine'));
  const repositories = watchRepositories(folder.watchState, deliverTo(runner), log);
  onBranchesMoved = () => repositories.refresh();
  repositories.refresh();
  ending.push(() => repositories.close());
  ending.push(startSchedules(runner));
  ending.push(startExpiry(platform.client, tableName, log));
  // After the person has been told that all is ready: first calls are quick then, and a rebuild pulls nothing away.
  setImmediate(
    () => void runner.warm().catch((error: unknown) => log.error('a function cannot be loaded', error)),
  );

  return {
    info,
    signInLink: freshLink,
    running: () => platform.tasks.running().length,
    killBuilders: () => platform.tasks.kill(),
    close: () => ending.run(),
  };
};
