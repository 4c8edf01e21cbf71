/** The program behind `npm start`: reads options, holds the data folder, runs the host until it is asked to end. */
import { readFileSync } from 'node:fs';
import { readResolverCode } from '../hosts/resolver-files';
import { addresses, banner } from './banner';
import { openDataFolder, type DataFolder } from './data-folder';
import type { Edges } from './edges';
import { defaultPort, defaultSitesPort, startHost, type Host } from './host';
import { readHostFile, writeHostFile } from './host-file';
import { openKeys } from './keys';
import { PortTaken } from './listen';
import { acquireLock } from './lock';
import { createLog, type Log } from './log';
import { openBrowser } from './open-browser';
import { parseOptions, usage, UsageError, type Options } from './options';
import { signInPath } from './server/sign-in-route';

const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

// Builders get half a minute; a little more for their last words.
const longestCloseMs = 45_000;

/** What the start script hands over. */
export interface MainOptions {
  root: string;
  buildDirectory: string;
  argv: string[];
  /** What stands between the parts and the world; nothing when left out. */
  edges?: Edges;
}

const fail = (sentence: string, next: string, code: number): never => {
  process.stderr.write(`${sentence}\nNext: ${next}\n`);
  process.exit(code);
};

const versionOf = (root: string): string =>
  (JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string }).version;

const readOptions = (argv: string[]): Options => {
  try {
    const options = parseOptions(argv, process.env.INIT_CWD ?? process.cwd());
    if (options) return options;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return fail(error.message, 'npm start -- --help shows what there is.', exitCodes.usage);
  }
  process.stdout.write(`${usage}\n`);
  process.exit(exitCodes.ok);
};

/** Asks the host that holds the folder for a link; undefined when it does not answer. */
const linkOfRunningHost = async (folder: DataFolder, internalPort: number): Promise<string | undefined> => {
  try {
    const authorization = openKeys(folder.key).credentialsToken('sign-in');
    const address = `http://127.0.0.1:${internalPort}${signInPath}`;
    const signal = AbortSignal.timeout(3_000);
    const answer = await fetch(address, { method: 'POST', headers: { authorization }, signal });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
};

const tellRunning = async (folder: DataFolder, pid: number): Promise<never> => {
  const info = readHostFile(folder.hostFile);
  process.stdout.write(`\n  Trellis is running with this data folder already (process ${pid}).\n\n`);
  if (info?.pid === pid) {
    process.stdout.write(`${addresses(info, folder.directory)}\n`);
    const link = await linkOfRunningHost(folder, info.internalPort);
    if (link) process.stdout.write(`\n  Sign in with this link, once:\n  ${link}\n`);
  }
  process.exit(exitCodes.ok);
};

const notesOf = (options: Options, host: Host): string[] => [
  ...(options.port === undefined && host.info.port !== defaultPort
    ? [`Port ${defaultPort} is in use, so the dashboard is on ${host.info.port}.`]
    : []),
  ...(options.sitesPort === undefined && options.port !== 0 && host.info.sitesPort !== defaultSitesPort
    ? [`Port ${defaultSitesPort} is in use, so deployed functions are on ${host.info.sitesPort}.`]
    : []),
  ...(options.publicUrl === undefined
    ? []
    : [`GitHub reaches this machine at ${options.publicUrl}, for webhook deliveries alone.`]),
];

const endOnSignal = (host: Host, release: () => void, log: Log): void => {
  let asked = false;
  const end = async (): Promise<void> => {
    const running = host.running();
    if (running > 0)
      process.stdout.write(
        `\n  Stopping ${running} ${running === 1 ? 'deployment' : 'deployments'}; Ctrl+C again ends at once.\n`,
      );
    await Promise.race([host.close(), new Promise((resolve) => setTimeout(resolve, longestCloseMs).unref())]);
    release();
    process.stdout.write('  Trellis has stopped.\n');
    process.exit(exitCodes.ok);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (asked && signal !== 'SIGHUP') {
        host.killBuilders();
        release();
        process.exit(exitCodes.interrupted);
      }
      asked = true;
      end().catch((error: unknown) => {
        log.error('Trellis did not end well', error);
        process.exit(exitCodes.failed);
      });
    });
};

/** Runs Trellis on this machine. */
export const main = async ({ root, buildDirectory, argv, edges }: MainOptions): Promise<void> => {
  const personEnvironment = { ...process.env };
  // What the SDK says of Node's age is for who maintains Trellis, not for who starts it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const options = readOptions(argv);
  const log = createLog();
  const folder = openDataFolder(options.dataDirectory);
  const lock = acquireLock(folder.lock);
  if (!lock.held) return tellRunning(folder, lock.pid);
  try {
    const host = await startHost({
      root,
      folder,
      resolverCode: await readResolverCode(`${buildDirectory}/resolvers`),
      dashboardDirectory: `${buildDirectory}/dashboard`,
      builder: {
        command: [process.execPath, `${buildDirectory}/builder/builder.mjs`],
        standby: `${buildDirectory}/host/standby.js`,
      },
      port: options.port,
      sitesPort: options.sitesPort,
      tunnelUrl: options.publicUrl,
      personEnvironment,
      log,
      edges,
    });
    const release = (): void => {
      writeHostFile(folder.hostFile, { ...host.info, pid: null });
      lock.release();
    };
    endOnSignal(host, release, log);
    // A defect in one request must not end the deployments of everyone.
    process.on('uncaughtException', (error) => log.error('an unexpected failure', error));
    process.on('unhandledRejection', (error) => log.error('an unexpected failure', error));
    const link = await host.signInLink();
    const opened = options.open && process.stdout.isTTY && (await openBrowser(link));
    const seconds = process.uptime();
    const notes = notesOf(options, host);
    const dataDirectory = folder.directory;
    process.stdout.write(
      banner({ version: versionOf(root), info: host.info, dataDirectory, link, opened, notes, seconds }),
    );
    // Last, so that a program which waits for this file finds the link printed.
    writeHostFile(folder.hostFile, host.info);
  } catch (error) {
    lock.release();
    if (error instanceof PortTaken)
      return fail(error.message, 'end that program, or choose another port.', exitCodes.usage);
    // The start script has sentences for files that may not be written.
    if (!(error instanceof Error) || 'code' in error) throw error;
    log.error('Trellis could not start', error);
    return fail(
      'Trellis could not start.',
      'TRELLIS_DEBUG=1 npm start tells more; another --data folder starts afresh.',
      exitCodes.failed,
    );
  }
};
