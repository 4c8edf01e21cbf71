/** Deliveries that are forged, repeated or strange, and many of them. */
import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { dynamo } from './adapters/dynamo';
import { writeSecret } from './adapters/secrets';
import { changeApp } from './adapters/store/apps';
import { claimDelivery } from './adapters/store/receipts';
import { hash, makeApp } from './testing/apps';
import { useClock } from './testing/clock';
import { useInstallation } from './testing/installation';
import { deliver, payload, SECRET, sign } from './testing/webhook';

const trellis = useInstallation();
const clock = useClock();
beforeEach(() => void trellis.aws.secrets.set('trellis-test/webhook', SECRET));

/** What is written to the table from now on. */
const countWrites = (): { count: number } => {
  const writes = { count: 0 };
  dynamo().middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        if (!/Get|Query/.test(commandName)) writes.count += 1;
        return next(args);
      },
    { step: 'initialize', name: 'countWrites', override: true },
  );
  return writes;
};

const refusals = async (): Promise<Record<string, number>> => {
  const { data } = await trellis.graphql('{ refusals { code count } }');
  const { refusals: all } = data as { refusals: { code: string; count: number }[] };
  return Object.fromEntries(all.map(({ code, count }) => [code, count]));
};

const flip = (text: string, at: number): string =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

type Forgery = [body: string, headers: Record<string, string | undefined>, more?: object];

/** Ways to be no delivery of GitHub's; `index` varies them. */
const forgeries = (index: number): Forgery[] => {
  const body = payload({ after: index.toString(16).padStart(40, '0') });
  const good = sign(body);
  const signed = (value: string | undefined): Forgery => [body, { 'x-hub-signature-256': value }];
  const gzipped = gzipSync(body);
  return [
    signed(undefined),
    signed(''),
    signed(' '),
    signed('sha256='),
    signed(good.replace('sha256=', '')),
    signed(good.toUpperCase()),
    signed(`sha256=${good.slice(7).toUpperCase()}`),
    signed(good.slice(0, -1)),
    signed(`${good}0`),
    signed(`${good}, ${good}`),
    signed(flip(good, 7 + (index % 64))),
    signed(sign(body, `${SECRET}x`)),
    signed(sign(body, `the secret of repository ${index}`)),
    signed(sign(body, '')),
    signed(sign(body, SECRET, 'sha1')),
    signed(sign(body, SECRET, 'sha512')),
    signed('🚀'.repeat(16)),
    signed('a'.repeat(8_000)),
    [body, { 'x-hub-signature-256': undefined, 'x-hub-signature': sign(body, SECRET, 'sha1') }],
    [flip(body, index % body.length), { 'x-hub-signature-256': good }],
    [JSON.stringify(JSON.parse(body), null, 1), { 'x-hub-signature-256': good }],
    [`${body}\n`, { 'x-hub-signature-256': good }],
    ['', { 'x-hub-signature-256': good }],
    [
      gzipped.toString('base64'),
      { 'x-hub-signature-256': good, 'content-encoding': 'gzip' },
      { isBase64Encoded: true },
    ],
    [Buffer.from(body).toString('base64'), { 'x-hub-signature-256': good }],
  ];
};

describe('forged deliveries', () => {
  test('2,000 of them are refused and leave nothing but a count', async () => {
    const { development } = await makeApp();
    const writes = countWrites();
    let refused = 0;
    for (let index = 0; index < 80; index += 1) {
      const answers = await Promise.all(forgeries(index).map((forgery) => deliver(...forgery)));
      refused += answers.filter(({ status }) => status === 401).length;
    }
    expect(refused).toBe(2_000);
    // This test's clock stands still, so that no second write is due; timers go on.
    expect(writes.count).toBeLessThan(20);
    expect((await trellis.environment(development.id)).fence).toBe(0);
    clock.pass(10_000);
    await deliver('forged', { 'x-hub-signature-256': undefined });
    expect(await refusals()).toEqual({ 'webhook.bad_signature': 2_001 });
  }, 240_000);
});

describe('a delivery that is repeated', () => {
  test('100 times at once starts one deployment, and the other answers do not wait for it', async () => {
    trellis.remotes.create();
    const { app, development } = await makeApp();
    await changeApp({ ...app, hasRepositoryToken: true });
    await writeSecret(`${app.id}/repository`, trellis.github.token);
    let answer = (): void => undefined;
    const slow = new Promise<undefined>((resolve) => (answer = () => resolve(undefined)));
    trellis.github.instead = () => slow;
    const commit = trellis.remotes.commit('News');
    const id = { 'x-github-delivery': 'guid-1' };
    let answered = 0;
    const all = Array.from({ length: 100 }, () =>
      deliver(payload({ after: commit }), id).then((each) => {
        answered += 1;
        if (answered === 99) answer();
        return each;
      }),
    );
    const outcomes = (await Promise.all(all)).map(({ body }) => (body as { action: string }[])[0]?.action);
    expect(outcomes.filter((action) => action === 'deployed')).toHaveLength(1);
    expect(outcomes.filter((action) => action === 'ignored')).toHaveLength(99);
    expect(trellis.aws.tasks).toHaveLength(1);
    clock.pass(3_600_000);
    expect((await deliver(payload({ after: commit }), id)).body).toEqual([
      { action: 'ignored', reason: 'This delivery was taken before.' },
    ]);
    expect((await trellis.environment(development.id)).fence).toBe(1);
  }, 60_000);

  test('after whoever took it died over it is taken again', async () => {
    await makeApp();
    await claimDelivery('guid-1');
    const again = () => deliver(payload(), { 'x-github-delivery': 'guid-1' });
    expect((await again()).body).toMatchObject([{ action: 'ignored' }]);
    clock.pass(61_000);
    expect((await again()).body).toMatchObject([{ action: 'deployed' }]);
  });

  test('under five ids, at once, starts one deployment; the four others are counted as duplicates', async () => {
    trellis.remotes.create();
    await makeApp();
    const body = payload({ after: trellis.remotes.commit('News') });
    const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(body)));
    const actions = answers.map((each) => (each.body as { action: string }[])[0]?.action);
    expect(actions.toSorted()).toEqual(['deployed', 'ignored', 'ignored', 'ignored', 'ignored']);
    expect(trellis.aws.tasks).toHaveLength(1);
    // What was added up in memory is written with the next one.
    clock.pass(10_000);
    await deliver(body);
    expect((await refusals())['push.duplicate']).toBe(5);
  }, 30_000);
});

describe('a delivery that is strange', () => {
  test.each([
    ['without commits', { commits: [], head_commit: null }],
    ['of 20 MB', { commits: Array.from({ length: 2_000 }, () => ({ message: 'x'.repeat(10_000) })) }],
    [
      'with fields of other types',
      { pusher: 7, head_commit: 'x', before: {}, commits: 'none', created: 'no' },
    ],
  ])('%s deploys its commit', async (_what, more) => {
    const { development } = await makeApp();
    expect((await deliver(payload(more))).status).toBe(202);
    expect((await trellis.environment(development.id)).active?.commit?.hash).toBe(hash('a'));
  });

  test.each([
    ['shell words', '$(touch canary)`touch canary`;touch${IFS}canary'],
    ['quotes', `it's-"quoted"-'$(touch${'${IFS}'}canary)'`],
    ['other alphabets', 'größe/ünïcode/分支/🚀'],
    ['what looks like an option', 'a/--upload-pack=touch${IFS}canary'],
  ])('for a branch with %s is about that branch and runs nothing', async (_what, name) => {
    const branch = name.replaceAll(' ', '-');
    trellis.remotes.create();
    const { app } = await makeApp();
    const made = await trellis.graphql(
      `mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id } }`,
      { input: { appId: app.id, name: 'odd', branch, automatic: true } },
    );
    const { id } = made.data?.createEnvironment as { id: string };
    const older = trellis.remotes.commit('Older', { branch });
    const newest = trellis.remotes.commit('Newest', { branch, parent: older });
    await deliver(payload({ ref: `refs/heads/${branch}`, after: older }));
    expect((await trellis.environment(id)).active).toMatchObject({ branch, commit: { hash: newest } });
    expect(existsSync('canary')).toBe(false);
  });

  test.each([
    ['an id that is too long', { 'x-github-delivery': 'x'.repeat(5_000) }],
    ['an id with other characters', { 'x-github-delivery': 'a b' }],
  ])('with %s is refused', async (_what, headers) => {
    await makeApp();
    expect(await deliver(payload(), headers)).toMatchObject({
      status: 400,
      body: { error: { code: 'webhook.bad_payload' } },
    });
    expect(trellis.aws.tasks).toHaveLength(0);
  });

  test('for an event that nobody knows is welcome and starts nothing', async () => {
    await makeApp();
    const headers = { 'x-github-event': 'meteor_shower' };
    expect(await deliver(payload(), headers)).toMatchObject({ status: 202, body: [{ action: 'ignored' }] });
    expect(trellis.aws.tasks).toHaveLength(0);
  });
});

test('while a secret is replaced both are accepted, afterwards only the new one', async () => {
  await makeApp();
  const body = payload();
  const by = (secret: string) => deliver(body, { 'x-hub-signature-256': sign(body, secret) });
  trellis.aws.secrets.set('trellis-test/webhook', `the new one\r\n${SECRET}\n`);
  expect([(await by('the new one')).status, (await by(SECRET)).status]).toEqual([202, 202]);
  expect((await by(`the new one\r\n${SECRET}\n`)).status).toBe(401);
  trellis.aws.secrets.set('trellis-test/webhook', 'the new one');
  expect([(await by('the new one')).status, (await by(SECRET)).status]).toEqual([202, 401]);
});
