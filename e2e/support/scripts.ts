/** Deploy commands for journeys that need something of their own to happen. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { Repository, type Files } from './repository';
import type { AppUnderTest, Trellis } from './trellis';
import { until } from './until';

/** A repository whose deploy command runs this module. Its environments need no tests. */
export const deploysWith = (module: string, more: Files = {}): Promise<Repository> =>
  Repository.withScripts(
    { deploy: 'node deploy.mjs', remove: 'node -e 0' },
    { 'deploy.mjs': module, ...more },
  );

const gateModule = `import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
const folder = process.env.GATES;
export const gate = async (name) => {
  console.log('at gate ' + name);
  await new Promise((resolve) => {
    const look = () => {
      if (!existsSync(join(folder, name))) return;
      watcher.close();
      clearInterval(timer);
      resolve();
    };
    const watcher = watch(folder, look);
    const timer = setInterval(look, 200);
    look();
  });
};
`;

/** Gates at which deploy commands wait until the journey opens them. */
export class Gates {
  private folder = '';

  async prepare(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'trellis gates '));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Given: an app whose deploy command is this text, in which `await gate('name')` waits. */
  async givenApp(trellis: Trellis, name: string, script = `await gate('end');`): Promise<AppUnderTest> {
    const module = `import { gate } from './gate.mjs';\n${script}\n`;
    const app = await trellis.givenApp(name, await deploysWith(module, { 'gate.mjs': gateModule }));
    for (const { name: environment } of app.app.environments) {
      await app.in(environment).setVariable('GATES', this.folder);
    }
    return app;
  }

  /** Lets everything pass that waits at a gate, and all that come later. */
  open(name = 'end'): Promise<void> {
    return writeFile(join(this.folder, name), '');
  }

  /** Waits until a deployment's command waits at a gate. */
  async reached(trellis: Trellis, deploymentId: string, name = 'end'): Promise<void> {
    await until(
      async () => (await trellis.api.log(deploymentId)).find((line) => line === `at gate ${name}`),
      {
        what: `deployment ${deploymentId} to reach gate ${name}`,
        instead: () => trellis.api.log(deploymentId),
      },
    );
  }
}

/** Gates of its own for each journey of a file. */
export const useGates = (): Gates => {
  const gates = new Gates();
  beforeEach(() => gates.prepare());
  afterEach(() => gates.remove());
  return gates;
};
