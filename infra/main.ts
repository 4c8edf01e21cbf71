/**
 * What the CDK command line runs: `-c settings=JSON` goes over `trellis.settings.json`, so that the deploy program can say region and
 * account. Without either, the stacks fit any account.
 */
import { App } from 'aws-cdk-lib';
import { fileURLToPath } from 'node:url';
import { addStacks } from './app';
import { readBuilt } from './built';
import { parseSettings, readSettingsFile } from './settings';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const app = new App();
const given: unknown = app.node.tryGetContext('settings');
const overrides = typeof given === 'string' ? (JSON.parse(given) as Record<string, unknown>) : {};
const settings = parseSettings({ ...readSettingsFile(root), ...overrides });
addStacks(app, settings, await readBuilt(root, settings), root);
app.synth();
