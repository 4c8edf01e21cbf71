/** Reports that come late, twice or from someone else: nothing changes. */
import { describe, expect, test } from 'vitest';
import type { DeploymentRecord } from '../core/records';
import { changeDeployment, getDeployment, moveDeployment, withReport } from './adapters/store/deployments';
import { hash, makeApp } from './testing/apps';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();

const running = async () => {
  const { development } = await makeApp();
  const { id } = await trellis.call<DeploymentRecord>('deploy', {
    input: { environmentId: development.id, commit: hash('a') },
  });
  const { lease } = await trellis.claim(id);
  return { id, lease, development };
};

const test5 = { seq: 5, step: { name: 'TEST', status: 'RUNNING' } };
const finish = { status: 'SUCCEEDED', logLines: 0, logHash: 'a', artifactKept: false };

describe('a report', () => {
  test('that is older than the last one is refused and changes nothing', async () => {
    const { id, lease } = await running();
    await trellis.report(id, lease, test5);
    const before = await getDeployment(id);
    for (const more of [{}, { step: { name: 'TEST', status: 'FAILED' } }, { finish }])
      await expect(trellis.report(id, lease, { seq: 4, ...more })).rejects.toMatchObject({
        code: 'deployment.report_stale',
      });
    expect(await getDeployment(id)).toEqual(before);
  });

  test('that comes again is answered like the first time and changes nothing', async () => {
    const { id, lease } = await running();
    const first = await trellis.report(id, lease, test5);
    const before = await getDeployment(id);
    expect(await trellis.report(id, lease, { ...test5, step: { name: 'TEST', status: 'FAILED' } })).toEqual(
      first,
    );
    expect(await getDeployment(id)).toEqual(before);
  });

  test('that is overtaken while it is being taken changes nothing', async () => {
    const { id, lease } = await running();
    await trellis.report(id, lease, { ...test5, seq: 6 });
    const { leaseHash } = await getDeployment(id);
    const late = withReport(leaseHash ?? '', 5);
    expect(await changeDeployment(id, { steps: [] }, ['RUNNING'], late)).toBeUndefined();
    expect((await getDeployment(id)).steps).toHaveLength(1);
  });

  test('never takes a step back that has ended', async () => {
    const { id, lease } = await running();
    await trellis.report(id, lease, { step: { name: 'TEST', status: 'FAILED', exitCode: 3 } });
    for (const status of ['PENDING', 'RUNNING', 'SUCCEEDED'])
      await trellis.report(id, lease, { plan: [{ name: 'TEST', status }] });
    expect((await getDeployment(id)).steps).toEqual([{ name: 'TEST', status: 'FAILED', exitCode: 3 }]);
  });

  test('of an ended deployment is refused and changes nothing', async () => {
    const { id, lease } = await running();
    await trellis.finish(id, lease);
    const before = await getDeployment(id);
    for (const more of [{}, test5, { plan: [test5.step], seq: 1_000 }])
      await expect(trellis.report(id, lease, more)).rejects.toMatchObject({ code: 'deployment.ended' });
    expect(await getDeployment(id)).toEqual(before);
  });

  test('by a lease that is not its own is refused, also of an end', async () => {
    const { id } = await running();
    const before = await getDeployment(id);
    for (const more of [{}, test5, { finish }])
      await expect(trellis.report(id, 'forged', more)).rejects.toMatchObject({
        code: 'deployment.lease_refused',
      });
    expect(await getDeployment(id)).toEqual(before);
  });

  test.each([
    ['no number', { seq: 0 }],
    ['half a number', { seq: 1.5 }],
    ['a lease that is too long', { lease: 'x'.repeat(201) }],
    ['too many steps', { plan: Array.from({ length: 21 }, () => test5.step) }],
    ['a step that does not exist', { step: { name: 'DANCE', status: 'RUNNING' } }],
    ['a commit that is too long', { ...test5, commit: { hash: 'a'.repeat(65) } }],
    [
      'an output that is too long',
      { finish: { ...finish, outputs: [{ name: 'a', value: 'x'.repeat(4_001) }] } },
    ],
    [
      'too many outputs',
      { finish: { ...finish, outputs: Array.from({ length: 51 }, () => ({ name: 'a', value: 'b' })) } },
    ],
    ['a hash that is too long', { finish: { ...finish, logHash: 'a'.repeat(65) } }],
    ['fewer than no lines', { finish: { ...finish, logLines: -1 } }],
    ['a status that is no end', { finish: { ...finish, status: 'RUNNING' } }],
  ])('with %s is refused and changes nothing', async (_what, more) => {
    const { id, lease } = await running();
    const before = await getDeployment(id);
    await expect(trellis.report(id, lease, more)).rejects.toMatchObject({
      code: expect.stringMatching(/^input\.(?:invalid|too_large)$/) as string,
    });
    expect(await getDeployment(id)).toEqual(before);
  });

  test('at the same moment as another end of the deployment leaves that end', async () => {
    const { id, lease, development } = await running();
    await moveDeployment(id, 'TIMED_OUT', {});
    await trellis.report(id, lease, { finish });
    expect((await getDeployment(id)).status).toBe('TIMED_OUT');
    expect((await trellis.environment(development.id)).active).toBeNull();
  });
});
