/**
 * Sites on disk: `<folder>/<app>/<environment>/versions/<n>/` holds one deployed version, `current` names the one that is
 * served. A version is written in full under another name first and `current` is replaced by a rename, so that a kill at any
 * moment leaves the old version or the new one.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeAtomic } from '../atomic-file';
import type { SiteName } from './names';
import type { Upload } from './upload';

const manifestSchema = z.object({ handler: z.string(), variables: z.record(z.string(), z.string()) });

/** A version that can be run. */
export interface SiteVersion {
  /** The folder of its files. */
  folder: string;
  handler: string;
  variables: Record<string, string>;
}

const missingAsUndefined = (error: unknown): undefined => {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return undefined;
  throw error;
};

/** The sites under one folder. Calls for one site must not overlap. */
export class SiteStore {
  constructor(private readonly folder: string) {}

  private siteFolder({ app, environment }: SiteName): string {
    return join(this.folder, app, environment);
  }

  /** The version that is served; undefined when nothing is deployed. */
  async current(site: SiteName): Promise<SiteVersion | undefined> {
    const number = await this.currentNumber(site);
    if (number === undefined) return undefined;
    const versionFolder = join(this.siteFolder(site), 'versions', number);
    const manifest = manifestSchema.parse(
      JSON.parse(await readFile(join(versionFolder, 'site.json'), 'utf8')),
    );
    return { folder: join(versionFolder, 'files'), ...manifest };
  }

  /** The number of the version that is served. */
  async currentNumber(site: SiteName): Promise<string | undefined> {
    return readFile(join(this.siteFolder(site), 'current'), 'utf8').catch(missingAsUndefined);
  }

  /** Writes a version beside the served one; nothing changes for visitors until `activate`. */
  async write(site: SiteName, upload: Upload): Promise<{ number: string; version: SiteVersion }> {
    const versions = join(this.siteFolder(site), 'versions');
    await mkdir(versions, { recursive: true });
    const numbers = (await readdir(versions)).map(Number).filter(Number.isInteger);
    const number = String(Math.max(0, ...numbers) + 1);
    const draft = join(versions, `${number}.draft`);
    await rm(draft, { recursive: true, force: true });
    for (const { path, content } of upload.files) {
      const file = join(draft, 'files', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    const manifest = { handler: upload.handler, variables: upload.variables };
    // Variables may hold secrets of the application, so only the owner may read them.
    await writeFile(join(draft, 'site.json'), JSON.stringify(manifest), { mode: 0o600 });
    await rename(draft, join(versions, number));
    return { number, version: { folder: join(versions, number, 'files'), ...manifest } };
  }

  /** Makes a written version the served one. */
  async activate(site: SiteName, number: string): Promise<void> {
    const folder = this.siteFolder(site);
    await writeAtomic(join(folder, 'current'), number);
  }

  /** Forgets every version but one. */
  async keepOnly(site: SiteName, number: string): Promise<void> {
    const names = await readdir(join(this.siteFolder(site), 'versions'));
    await Promise.all(names.filter((name) => name !== number).map((name) => this.discard(site, name)));
  }

  /** Forgets one version. */
  async discard(site: SiteName, number: string): Promise<void> {
    await rm(join(this.siteFolder(site), 'versions', number), { recursive: true, force: true });
  }

  /** Forgets a site. `current` goes first, so that a kill in between leaves nothing half served. */
  async remove(site: SiteName): Promise<void> {
    const folder = this.siteFolder(site);
    await rm(join(folder, 'current'), { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}
