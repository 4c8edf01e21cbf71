import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeBuckets } from '../testing/buckets';
import { startTestRun, type TestRun } from '../testing/installation';
import { invalidate, uploadDashboard } from './upload';
import { configOf } from './uploads';

let at: TestRun;
let buckets: FakeBuckets;
let directory: string;

beforeEach(async () => {
  at = await startTestRun('/nowhere');
  buckets = new FakeBuckets(at.server);
  buckets.buckets.set('pages', new Map());
  directory = mkdtempSync(join(tmpdir(), 'trellis-dashboard-'));
});
afterEach(async () => {
  rmSync(directory, { recursive: true, force: true });
  await at.close();
});

const built = (files: Record<string, string>): void => {
  rmSync(directory, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
};

const config = configOf({ graphqlUrl: 'https://api/graphql', region: 'eu-central-1', version: '1.0.0' });

const upload = () =>
  uploadDashboard(
    at.run.clients,
    directory,
    { bucket: 'pages', distribution: 'E1', config },
    () => undefined,
  );

const first = {
  'index.html': '<p>1</p>',
  'assets/a-1.js': 'one',
  'assets/a-1.js.br': 'packed',
  'icon.svg': '<svg/>',
};
const second = { 'index.html': '<p>2</p>', 'assets/a-2.js': 'two', 'icon.svg': '<svg/>' };
const third = { 'index.html': '<p>3</p>', 'assets/a-3.js': 'three' };

const keys = (): string[] => [...(buckets.buckets.get('pages')?.keys() ?? [])].sort();

describe('the dashboard in its bucket', () => {
  test('the page is put after all that it names and after what tells it where the API is', async () => {
    built(first);
    await upload();
    expect(buckets.puts.indexOf('index.html')).toBeGreaterThan(buckets.puts.indexOf('assets/a-1.js'));
    expect(buckets.puts.indexOf('index.html')).toBeGreaterThan(buckets.puts.indexOf('config.json'));
  });

  test('each object has its type, packed ones their encoding, hashed ones stay for ever', async () => {
    built(first);
    await upload();
    const objects = buckets.buckets.get('pages');
    expect(objects?.get('assets/a-1.js')).toMatchObject({
      body: Buffer.from('packed'),
      type: 'text/javascript; charset=utf-8',
      encoding: 'br',
      cacheControl: 'public, max-age=31536000, immutable',
    });
    expect(objects?.get('index.html')).toEqual({
      body: Buffer.from('<p>1</p>'),
      type: 'text/html; charset=utf-8',
      cacheControl: 'no-cache',
    });
    expect(JSON.parse(objects?.get('config.json')?.body.toString() ?? '')).toMatchObject({
      region: 'eu-central-1',
    });
  });

  test('what did not change is not sent again', async () => {
    built(first);
    expect(await upload()).toEqual({ uploaded: 3, removed: 0 });
    expect(await upload()).toEqual({ uploaded: 2, removed: 0 });
    expect(buckets.puts.filter((key) => key === 'assets/a-1.js')).toHaveLength(1);
  });

  test('a page that is open during an upgrade still finds its files; those of older ones go', async () => {
    built(first);
    await upload();
    built(second);
    await upload();
    expect(keys()).toContain('assets/a-1.js');
    built(third);
    await upload();
    expect(keys()).toEqual(['assets/a-2.js', 'assets/a-3.js', 'config.json', 'files.json', 'index.html']);
  });

  test('CloudFront is told to ask anew', async () => {
    at.server.on('CreateInvalidation', () => '<Invalidation><Id>I1</Id></Invalidation>');
    await invalidate(at.run.clients, 'E1', 'once');
    const call = at.server.calls.at(-1);
    expect(call?.path).toContain('/distribution/E1/invalidation');
    expect(call?.body.toString()).toContain('<Path>/*</Path>');
  });
});
