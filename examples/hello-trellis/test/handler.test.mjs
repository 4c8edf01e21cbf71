import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { handler } from '../src/handler.mjs';
import { hueOf } from '../src/page.mjs';
import { release } from '../src/release.mjs';

const request = (rawPath, method = 'GET') => handler({ rawPath, requestContext: { http: { method } } });

afterEach(() => {
  delete process.env.TRELLIS_ENVIRONMENT;
  delete process.env.GREETING;
});

test('the page names the version and the environment', async () => {
  process.env.TRELLIS_ENVIRONMENT = 'staging';
  const { statusCode, headers, body } = await request('/');
  assert.equal(statusCode, 200);
  assert.match(headers['content-type'], /text\/html/);
  assert.match(body, new RegExp(`<h1>version ${release.version}</h1>`));
  assert.match(body, />staging</);
});

test('/api/version says the same as JSON', async () => {
  process.env.TRELLIS_ENVIRONMENT = 'production';
  const { body } = await request('/api/version');
  const { version, environment } = JSON.parse(body);
  assert.deepEqual(
    { version, environment },
    { version: `version ${release.version}`, environment: 'production' },
  );
});

test('a variable cannot put markup into the page', async () => {
  process.env.GREETING = '<script>alert(1)</script>';
  const { body } = await request('/');
  assert.match(body, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  assert.doesNotMatch(body, /<script>/);
});

test('two versions in a row never look the same', () => {
  assert.notEqual(hueOf(1), hueOf(2));
  assert.notEqual(hueOf(2), hueOf(3));
});

test('an unknown path is a 404, and writing is refused', async () => {
  assert.equal((await request('/nothing')).statusCode, 404);
  assert.equal((await request('/', 'DELETE')).statusCode, 405);
});
