/**
 * A builder's process before it has anything to build: Node is up and what every builder loads is loaded. It waits for one
 * message on standard input, takes the environment in it for its own and becomes the builder. When the host goes away first, it
 * ends.
 */
import 'node:child_process';
import 'node:crypto';
import 'node:fs/promises';
import 'node:http';
import 'node:https';
import 'node:stream/promises';
import 'node:zlib';
import { pathToFileURL } from 'node:url';
import type { StandbyMessage } from './standby-launcher';

let text = '';
for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk as string;
if (text !== '') {
  const { environment, program } = JSON.parse(text) as StandbyMessage;
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.argv = [process.execPath, program];
  await import(pathToFileURL(program).href);
}
