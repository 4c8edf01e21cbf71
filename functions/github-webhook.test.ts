import { beforeEach, describe, expect, test } from 'vitest';
import { hash, makeApp } from './testing/apps';
import { useInstallation } from './testing/installation';
import { deliver, payload, SECRET, sign } from './testing/webhook';

const trellis = useInstallation();
beforeEach(() => void trellis.aws.secrets.set('trellis-test/webhook', SECRET));

describe('a signed push', () => {
  test('deploys exactly the pushed commit to every environment that follows the branch', async () => {
    const one = await makeApp('one');
    await makeApp('two', 'git@github.com:Acme/Shop.git');
    await makeApp('other', 'https://github.com/acme/other');
    const { status, body } = await deliver(payload());
    expect(status).toBe(202);
    expect(body).toHaveLength(2);
    expect(trellis.aws.tasks).toHaveLength(2);
    expect((await trellis.environment(one.development.id)).active).toMatchObject({
      trigger: 'PUSH',
      commit: { hash: hash('a'), subject: 'Add a cart', author: 'Bob' },
      startedBy: 'Bob',
    });
  });

  test('delivered twice, one after the other or at once, starts one deployment', async () => {
    await makeApp();
    const id = { 'x-github-delivery': 'guid-1' };
    await Promise.all([deliver(payload(), id), deliver(payload(), id)]);
    expect((await deliver(payload(), id)).body).toEqual([
      { action: 'ignored', reason: 'This delivery was taken before.' },
    ]);
    await deliver(payload());
    expect(trellis.aws.tasks).toHaveLength(1);
  });

  test('to a branch with slashes finds the environment that follows it', async () => {
    const { app } = await makeApp();
    await trellis.graphql(
      `mutation { createEnvironment(input: { appId: "${app.id}", name: "preview", branch: "feature/a/b", automatic: true }) { id } }`,
    );
    expect((await deliver(payload({ ref: 'refs/heads/feature/a/b' }))).body).toMatchObject([
      { action: 'deployed', environment: 'preview' },
    ]);
  });

  test('is ignored with the reason where nobody follows, or where it is off', async () => {
    const { development } = await makeApp();
    expect((await deliver(payload({ ref: 'refs/heads/other' }))).body).toMatchObject([{ action: 'ignored' }]);
    await trellis.graphql(
      `mutation { updateEnvironment(input: { id: "${development.id}", automatic: false }) { id } }`,
    );
    expect((await deliver(payload())).body).toMatchObject([
      { action: 'ignored', reason: 'Automatic deployment of development is off.' },
    ]);
    expect(trellis.aws.tasks).toHaveLength(0);
  });

  test('that could not be deployed is answered so that GitHub shows it, and a redelivery deploys it', async () => {
    await makeApp();
    const url = process.env.TRELLIS_API_URL;
    process.env.TRELLIS_API_URL = 'http://127.0.0.1:9/graphql';
    const id = { 'x-github-delivery': 'guid-1' };
    expect((await deliver(payload(), id)).status).toBe(502);
    process.env.TRELLIS_API_URL = url;
    expect((await deliver(payload(), id)).status).toBe(202);
    expect(trellis.aws.tasks).toHaveLength(1);
  });
});

describe('what is not signed by GitHub', () => {
  const body = payload();
  test.each([
    ['no signature', { 'x-hub-signature-256': undefined }],
    ['an empty signature', { 'x-hub-signature-256': '' }],
    ['another secret', { 'x-hub-signature-256': sign(body, 'other') }],
    ['an empty secret', { 'x-hub-signature-256': sign(body, '') }],
    ['another body', { 'x-hub-signature-256': sign(`${body} `) }],
    ['sha1 only', { 'x-hub-signature-256': undefined, 'x-hub-signature': 'sha1=abc' }],
    ['sha1 in its place', { 'x-hub-signature-256': `sha1=${'a'.repeat(40)}` }],
  ])('%s is refused before it is read', async (_what, headers) => {
    await makeApp();
    expect(await deliver(body, headers)).toMatchObject({
      status: 401,
      body: { error: { code: 'webhook.bad_signature' } },
    });
    expect(trellis.aws.tasks).toHaveLength(0);
  });

  test.each([
    ['no secret', undefined],
    ['an empty secret', ''],
    ['a secret of spaces', ' \n\t\n'],
  ])('with %s set here nothing is trusted', async (_what, secret) => {
    await makeApp();
    if (secret === undefined) trellis.aws.secrets.clear();
    else trellis.aws.secrets.set('trellis-test/webhook', secret);
    expect(await deliver(body, { 'x-hub-signature-256': sign(body, '') })).toMatchObject({
      status: 503,
      body: { error: { code: 'webhook.not_configured' } },
    });
  });
});

test.each([
  ['a form', payload(), { 'content-type': 'application/x-www-form-urlencoded' }],
  ['broken JSON', '{', {}],
  ['a list', '[]', {}],
  ['no delivery id', payload(), { 'x-github-delivery': undefined }],
])('%s is refused', async (_what, body, headers) => {
  expect(await deliver(body, headers)).toMatchObject({
    status: 400,
    body: { error: { code: 'webhook.bad_payload' } },
  });
});

test.each([
  ['a ping', '{"zen":"x"}', { 'x-github-event': 'ping' }],
  ['a tag', payload({ ref: 'refs/tags/v1' }), {}],
  ['a deletion', payload({ deleted: true, after: '0'.repeat(40) }), {}],
])('%s is welcome and starts nothing', async (_what, body, headers) => {
  await makeApp();
  expect(await deliver(body, headers)).toMatchObject({ status: 202, body: [{ action: 'ignored' }] });
  expect(trellis.aws.tasks).toHaveLength(0);
});
