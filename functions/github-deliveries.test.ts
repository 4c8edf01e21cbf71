/** Deliveries of the connected GitHub App, beside those of webhooks that were set up by hand. */
import examples from '@octokit/webhooks-examples';
import { sign as signByOctokit } from '@octokit/webhooks-methods';
import { beforeEach, describe, expect, test } from 'vitest';
import { removeGitHub } from './adapters/store/github';
import { makeApp } from './testing/apps';
import { connect } from './testing/github/connect';
import { useInstallation } from './testing/installation';
import { deliver, payload, SECRET, sign } from './testing/webhook';

const trellis = useInstallation();
const signedBy = (body: string, secret: string) => ({ 'x-hub-signature-256': sign(body, secret) });

describe('a delivery', () => {
  const body = payload();
  let ofApp: string;
  beforeEach(() => {
    ofApp = trellis.github.app.webhookSecret;
  });

  test('is taken when the App signed it, whether or not there is another secret', async () => {
    await connect(trellis.github.app);
    expect((await deliver(body, signedBy(body, ofApp))).status).toBe(202);
    trellis.aws.secrets.set('trellis-test/webhook', SECRET);
    for (const secret of [ofApp, SECRET])
      expect((await deliver(body, signedBy(body, secret))).status).toBe(202);
  });

  test('is refused when neither signed it, or the App is no longer connected', async () => {
    trellis.aws.secrets.set('trellis-test/webhook', SECRET);
    const github = await connect(trellis.github.app);
    expect((await deliver(body, signedBy(body, 'another'))).status).toBe(401);
    await removeGitHub(github);
    expect((await deliver(body, signedBy(body, ofApp))).status).toBe(401);
  });

  test.each([null, ''])('is not trusted when the secret of the App is %j', async (secret) => {
    await connect(trellis.github.app, {}, secret);
    expect(await deliver(body, signedBy(body, ''))).toMatchObject({
      status: 503,
      body: { error: { code: 'webhook.not_configured' } },
    });
  });
});

test.each(
  ['ping', 'installation', 'installation_repositories'].flatMap((name) =>
    (examples.find((each) => each.name === name)?.examples ?? []).map((example) => [name, example] as const),
  ),
)('GitHub’s own %s is welcome and starts nothing', async (name, example) => {
  await connect(trellis.github.app);
  await makeApp();
  const body = JSON.stringify(example);
  const headers = {
    'x-github-event': name,
    'x-hub-signature-256': await signByOctokit(trellis.github.app.webhookSecret, body),
  };
  expect(await deliver(body, headers)).toMatchObject({ status: 202, body: [{ action: 'ignored' }] });
  expect(trellis.aws.tasks).toHaveLength(0);
});
