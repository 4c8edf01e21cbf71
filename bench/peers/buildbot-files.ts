/** Buildbot's files, written for one run: a master with one builder, a worker, and a page to stand where its dashboard would. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { python } from './jobs';
import type { Place } from './peer';

/** Where the master listens, and what it shares with the sender of pushes. */
export interface MasterSettings {
  webPort: number;
  workerPort: number;
  hookSecret: string;
}

/** The worker's name and password. */
export const worker = { name: 'bench', password: 'bench' } as const;

/** The step whose output is watched. */
export const jobStep = 'job';

/** Buildbot's defaults, but for one: it waits for no further push before it builds. */
const masterConfig = (place: Place, { webPort, workerPort, hookSecret }: MasterSettings): string => {
  const text = (value: unknown): string => JSON.stringify(value);
  return `from buildbot.plugins import schedulers, steps, util, worker

job = util.BuildFactory([
    steps.Git(repourl=${text(place.repository)}, mode='incremental'),
    steps.ShellCommand(name=${text(jobStep)}, command=${text(place.command)}),
])
BuildmasterConfig = {
    'title': 'bench', 'titleURL': 'http://127.0.0.1/', 'buildbotURL': 'http://127.0.0.1:${webPort}/',
    'buildbotNetUsageData': None,
    'db': {'db_url': 'sqlite:///state.sqlite'},
    'protocols': {'pb': {'port': 'tcp:${workerPort}:interface=127.0.0.1'}},
    'workers': [worker.Worker(${text(worker.name)}, ${text(worker.password)})],
    'builders': [util.BuilderConfig(name='job', workernames=[${text(worker.name)}], factory=job)],
    'schedulers': [schedulers.AnyBranchScheduler(name='push', treeStableTimer=None, builderNames=['job'])],
    'www': {
        'port': 'tcp:${webPort}:interface=127.0.0.1',
        'plugins': {},
        'change_hook_dialects': {'github': {'secret': ${text(hookSecret)}, 'strict': True}},
    },
}
`;
};

/**
 * Debian packages Buildbot without its web page, and its server does not start without one: this is an empty page, found by its
 * entry point. API, hooks and events are Buildbot's own.
 */
const page: Record<string, string> = {
  'trellis_bench_page/__init__.py': `from buildbot.www.plugin import Application
ep = Application(__name__, 'An empty page')
`,
  'trellis_bench_page/VERSION': '1\n',
  'trellis_bench_page/static/index.html': '<!doctype html><title>bench</title>\n',
  'trellis_bench_page-1.dist-info/METADATA': 'Metadata-Version: 2.1\nName: trellis-bench-page\nVersion: 1\n',
  'trellis_bench_page-1.dist-info/entry_points.txt': '[buildbot.www]\nbase = trellis_bench_page:ep\n',
};

/** The folders of a Buildbot. */
export const buildbotFolders = ({ folder }: Place) => ({
  master: join(folder, 'master'),
  worker: join(folder, 'worker'),
  modules: join(folder, 'modules'),
});

/** Writes what Buildbot's own commands do not write: the configuration and the page. */
export const writeBuildbotFiles = async (place: Place, settings: MasterSettings): Promise<void> => {
  const { master, modules } = buildbotFolders(place);
  await writeFile(join(master, 'master.cfg'), masterConfig(place, settings));
  for (const [path, content] of Object.entries(page)) {
    await mkdir(join(modules, path, '..'), { recursive: true });
    await writeFile(join(modules, path), content);
  }
};

/** The environment of Buildbot's programs: nothing of ours but the page. */
export const buildbotEnvironment = (place: Place): NodeJS.ProcessEnv => ({
  PATH: '/usr/bin:/bin',
  HOME: place.folder,
  LANG: 'C.UTF-8',
  PYTHONPATH: buildbotFolders(place).modules,
  GIT_CONFIG_NOSYSTEM: '1',
});

/** How to run one of Buildbot's programs. */
export const buildbotProgram = (path: string, ...args: string[]): [string, string[]] => [
  python,
  [path, ...args],
];
