import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureWebhookSecret } from '../functions/adapters/webhook-secret';
import { useInstallation } from '../functions/testing/installation';
import { syncWebhookSecret } from './sign-in';

const trellis = useInstallation();
const name = 'trellis-test/webhook';
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis secret '));
  file = join(folder, 'webhook-secret');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the webhook secret is shown to its owner only, and stays what it is', async () => {
  await syncWebhookSecret(file);
  const shown = readFileSync(file, 'utf8');
  expect(shown).toBe(`${trellis.aws.secrets.get(name) ?? ''}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await syncWebhookSecret(file);
  expect(readFileSync(file, 'utf8')).toBe(shown);
});

test('what a person writes into its file counts, line by line, and the first line signs', async () => {
  trellis.aws.secrets.set(name, 'old');
  writeFileSync(file, ' new \r\nold\n\n');
  await syncWebhookSecret(file);
  expect(trellis.aws.secrets.get(name)).toBe('new\nold');
  expect(await ensureWebhookSecret()).toBe('new');
});

test('an emptied file gets the secret that is kept', async () => {
  trellis.aws.secrets.set(name, 'kept');
  writeFileSync(file, '\n');
  await syncWebhookSecret(file);
  expect(readFileSync(file, 'utf8')).toBe('kept\n');
});
