/**
 * The program in a site's process: loads the application's handler and answers the events that the host sends over the IPC
 * channel. Plain JavaScript, because Node runs it as it stands.
 *
 * In:  { id, event }   Out: { ready: true } | { failed: string } | { id, result } | { id, error }
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { existsSync } from 'node:fs';

const [root, handlerName] = process.argv.slice(2);

const describe = (error) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** `src/handler.handler` is the export `handler` of `src/handler.mjs`, `.js` or `.cjs`, as Lambda reads it. */
const load = async () => {
  const dot = handlerName.lastIndexOf('.');
  const base = handlerName.slice(0, dot);
  const file = ['.mjs', '.js', '.cjs']
    .map((ending) => join(root, base + ending))
    .find((path) => existsSync(path));
  if (file === undefined) throw new Error(`there is no ${base}.mjs, .js or .cjs`);
  const loaded = file.endsWith('.cjs') ? createRequire(file)(file) : await import(pathToFileURL(file).href);
  const handler = loaded[handlerName.slice(dot + 1)] ?? loaded.default?.[handlerName.slice(dot + 1)];
  if (typeof handler !== 'function')
    throw new Error(`${base} exports no function ${handlerName.slice(dot + 1)}`);
  return handler;
};

const tell = (message) => new Promise((resolve) => process.send(message, resolve));

// The host is the only reason to live: when it is gone, however it went, nothing may stay behind.
// (This process leads its group, so whatever the application started goes with it.)
process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'));

try {
  const handler = await load();
  process.on('message', async ({ id, event }) => {
    try {
      const result = await handler(event, { functionName: process.title, awsRequestId: id });
      await tell({ id, result });
    } catch (error) {
      console.error(error);
      await tell({ id, error: describe(error) });
    }
  });
  await tell({ ready: true });
} catch (error) {
  await tell({ failed: describe(error) });
  process.exit(1);
}
