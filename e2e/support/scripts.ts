/** Deploy commands for journeys that need something of their own to happen. */
import { Repository, type Files } from './repository';

const pause = (name: string): string => `import { existsSync, watch } from 'node:fs';
import { dirname } from 'node:path';
const file = process.env.${name};
await new Promise((resolve) => {
  const look = () => existsSync(file) && resolve();
  watch(dirname(file), look);
  setInterval(look, 100);
  look();
});
`;

/** A repository whose deploy command runs this module. Its environments need no tests. */
export const deploysWith = (module: string, more: Files = {}): Promise<Repository> =>
  Repository.withScripts(
    { deploy: 'node deploy.mjs', remove: 'node -e 0' },
    { 'deploy.mjs': module, ...more },
  );

/** A deploy command that prints, waits until a file exists (its path stands in the variable `GATE`), prints again, and ends. */
export const waitsForGate = (): Promise<Repository> =>
  deploysWith(
    `console.log('before the gate');\n${pause('GATE')}console.log('after the gate');\nprocess.exit(0);\n`,
  );
