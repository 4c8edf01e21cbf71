/** Files that commands leave behind to say what they have come to: a log may be late, a file is not. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../e2e/support/until';
import type { AppUnderTest } from '../../e2e/support/trellis';

/** What commands import to leave marks, and to wait. */
export const marksModule = `import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const folder = process.env.MARKS;
const id = process.env.TRELLIS_DEPLOYMENT_ID;
export const mark = (name, text = '') => writeFileSync(join(folder, id + '.' + name), text || String(process.pid));
export const isOpen = (name) => existsSync(join(folder, 'open.' + name));
export const waitFor = async (name) => {
  while (!isOpen(name)) await new Promise((resolve) => setTimeout(resolve, 20));
};
export const forEver = () => new Promise(() => setInterval(() => undefined, 1000));
`;

/** A folder of marks. */
export class Marks {
  private constructor(private readonly folder: string) {}

  static async create(): Promise<Marks> {
    return new Marks(await mkdtemp(join(tmpdir(), 'trellis-marks-')));
  }

  /** Tells an app's environments where the folder is. */
  async giveTo(app: AppUnderTest): Promise<void> {
    for (const { name } of app.app.environments) await app.in(name).setVariable('MARKS', this.folder);
  }

  has(deploymentId: string, name: string): boolean {
    return existsSync(join(this.folder, `${deploymentId}.${name}`));
  }

  /** What a command wrote into its mark: its process id, if nothing else. */
  read(deploymentId: string, name: string): string {
    return readFileSync(join(this.folder, `${deploymentId}.${name}`), 'utf8');
  }

  /** Waits for a command's mark. */
  async appears(deploymentId: string, name: string, deadlineMs = 30_000): Promise<void> {
    const ask = (): true | undefined => (this.has(deploymentId, name) ? true : undefined);
    await until(ask, { what: `${deploymentId} to come to ${name}`, everyMs: 10, deadlineMs });
  }

  /** Lets everything go on that waits for a name. */
  async open(name: string): Promise<void> {
    await writeFile(join(this.folder, `open.${name}`), '');
  }

  /** Makes what comes later wait again. */
  async close(name: string): Promise<void> {
    await rm(join(this.folder, `open.${name}`), { force: true });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
