/**
 * Functions behind URLs on one machine. A deploy command PUTs an application's files; visitors reach its handler, which gets
 * the events of a Lambda function URL, in a Node process of its own. See `../../examples/hello-trellis` for a user of it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Log } from '../log';
import { projectFile } from '../project-file';
import { createDeployRoute } from './deploy-route';
import { siteKey, type SiteName } from './names';
import { Site, type SiteLimits } from './site';
import { SiteProcess } from './site-process';
import { SiteStore } from './store';
import { ensureToken } from './token';
import { createVisitRoute } from './visit-route';

/** What the sites need of their host. */
export interface SitesOptions {
  /** The data folder; sites are kept in `sites/` inside it. */
  dataDir: string;
  /** Where visitors reach the sites, without a slash at the end. Asked when something is deployed, so it may be known late. */
  publicUrl: () => string;
  /** The Node that runs applications; this one when left out. */
  nodePath?: string;
  log: Log;
  limits?: Partial<SiteLimits>;
}

/** The sites of one host. */
export interface Sites {
  /** What deploy commands send as `Authorization: Bearer <token>`; the same after a restart. */
  token: string;
  /** `PUT` or `DELETE /sites/<app>/<environment>`: 200 `{ url }`, 204, or `{ error: { code, message, nextStep } }`. */
  handleDeploy(request: IncomingMessage, response: ServerResponse): void;
  /** `/<app>/<environment>/…` for visitors. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  /** Ends all processes. What is deployed is served again after the next start. */
  close(): Promise<void>;
}

const defaultLimits: SiteLimits = {
  requestTimeoutMs: 10_000,
  startTimeoutMs: 10_000,
  idleMs: 10 * 60_000,
  concurrency: 100,
};

/** Opens the sites of a data folder. */
export const createSites = (options: SitesOptions): Sites => {
  const folder = join(options.dataDir, 'sites');
  const token = ensureToken(folder);
  const store = new SiteStore(join(folder, 'apps'));
  const limits = { ...defaultLimits, ...options.limits };
  const runnerFile = projectFile('local/sites/runner.mjs');
  const nodePath = options.nodePath ?? process.execPath;
  const sites = new Map<string, Site>();

  const siteOf = (name: SiteName): Site => {
    const key = siteKey(name);
    const known = sites.get(key);
    if (known !== undefined) return known;
    const site = new Site(
      name,
      store,
      limits,
      (version) => new SiteProcess({ nodePath, runnerFile, version }),
    );
    sites.set(key, site);
    return site;
  };

  const isDeployed = async (name: SiteName): Promise<boolean> =>
    sites.has(siteKey(name)) || (await store.currentNumber(name)) !== undefined;
  const { publicUrl, log } = options;
  return {
    token,
    handleDeploy: createDeployRoute({ token, siteOf, publicUrl, log }),
    handleRequest: createVisitRoute({ siteOf, isDeployed, log }),
    close: async () => {
      await Promise.all([...sites.values()].map((site) => site.close()));
    },
  };
};
