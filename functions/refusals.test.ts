/** What is refused by fields and routes is counted, and nothing else is. */
import { expect, test } from 'vitest';
import { hash, makeApp } from './testing/apps';
import { useClock } from './testing/clock';
import { useInstallation } from './testing/installation';
import { deliver, payload, SECRET } from './testing/webhook';

const trellis = useInstallation();
const clock = useClock();

test('bad deliveries, claims and leases, and people who meet a lock, are counted by code', async () => {
  trellis.aws.secrets.set('trellis-test/webhook', SECRET);
  const { development } = await makeApp();
  const input = { environmentId: development.id, commit: hash('a') };
  await deliver(payload(), { 'x-hub-signature-256': 'forged' });
  await deliver('[]');
  for (let repeat = 0; repeat < 2; repeat += 1) await deliver(payload(), { 'x-github-delivery': 'guid-1' });
  const { id } = (await trellis.environment(development.id)).active ?? { id: '' };
  const refused = [
    () => trellis.callInternally('claimDeployment', { deploymentId: id, claimToken: 'forged' }),
    () => trellis.finish(id, 'forged'),
    () => trellis.call('deploy', { input }, 'read'),
    () => trellis.call('deploy', { input: { ...input, commit: 'HEAD' } }),
  ];
  for (const call of refused) await expect(call()).rejects.toThrow();
  const lock = { environmentId: development.id, kind: 'LOCK', reason: 'a demo' };
  await trellis.call('lockEnvironment', { input: lock });
  await expect(trellis.call('deploy', { input: { ...input, force: true } })).rejects.toMatchObject({
    code: 'environment.held',
  });
  clock.pass(10_000);
  const { data } = await trellis.graphql('{ refusals { code count } }');
  expect(data).toEqual({
    refusals: [
      'webhook.replayed',
      'webhook.bad_signature',
      'webhook.bad_payload',
      'environment.held',
      'deployment.lease_refused',
      'deployment.claim_refused',
    ].map((code) => ({ code, count: 1 })),
  });
});
