import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FakeRefusal } from './testing/fake-api';
import { makeJob } from './testing/job';
import { setScene, settings } from './testing/scene';

const scene = setScene();

describe('a deployment that must stop', () => {
  it('does not deploy when a newer deployment holds the environment', async () => {
    scene.job = makeJob(scene.repository({ deploy: `touch '${scene.at('deployed')}'` }));
    scene.api.answer = () => ({ current: false });
    await scene.run();
    expect(scene.statuses().DEPLOY).toBe('FAILED');
    expect(scene.api.finish()?.status).toBe('FAILED');
    expect(existsSync(scene.at('deployed'))).toBe(false);
  });

  it('does not deploy, and reports nothing more, when it has lost the deployment', async () => {
    scene.job = makeJob(scene.repository({ deploy: `touch '${scene.at('deployed')}'` }));
    scene.api.answer = ({ step, plan }): FakeRefusal | object =>
      [...(plan ?? []), step].some((one) => one?.name === 'DEPLOY' && one.status !== 'PENDING')
        ? { errorType: 'deployment.lease_refused' }
        : {};
    const builder = await scene.run();
    expect(existsSync(scene.at('deployed'))).toBe(false);
    expect(scene.api.finish()).toBeUndefined();
    expect(builder.code).toBe(0);
    expect(builder.end()).toBeDefined();
  });

  it('stops at a cancel, lets the command clean up, and starts no later step', async () => {
    const script = `trap 'echo cleaned; exit 0' INT; seq 1 20000; echo ready; while :; do sleep 0.05; done`;
    scene.job = makeJob(scene.repository({ deploy: `touch '${scene.at('deployed')}'` }), {
      settings: settings({ testCommand: script }),
      heartbeatSeconds: 0.1,
    });
    const builder = scene.start();
    await builder.line('ready');
    scene.api.answer = () => ({ cancel: true });
    await builder.exited;
    expect(builder.text()).toContain('cleaned');
    expect(builder.lines().filter(({ line }) => /^\d+$/.test(line))).toHaveLength(20_000);
    expect(scene.statuses()).toMatchObject({ TEST: 'CANCELLED', DEPLOY: 'CANCELLED' });
    expect(scene.api.finish()?.status).toBe('CANCELLED');
    expect(existsSync(scene.at('deployed'))).toBe(false);
  });

  it('stops at the time limit', async () => {
    scene.job = makeJob(scene.repository({}), {
      settings: settings({ tests: false, deployCommand: 'sleep 60', timeoutSeconds: 0.5 }),
    });
    await scene.run();
    expect(scene.api.finish()).toMatchObject({
      status: 'TIMED_OUT',
      reason: expect.stringContaining('longer than 0.5 s') as string,
    });
  });

  it('takes the end of its task for a failure, unless a person cancelled', async () => {
    scene.job = makeJob(scene.repository({}), {
      settings: settings({ tests: false, deployCommand: 'echo ready; sleep 60' }),
    });
    const ended = scene.start();
    await ended.line('ready');
    process.kill(ended.pid, 'SIGTERM');
    await ended.exited;
    expect(scene.api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('told to stop') as string,
    });

    scene.api.reports.length = 0;
    const cancelled = scene.start();
    await cancelled.line('ready');
    scene.api.answer = () => ({ cancel: true });
    process.kill(cancelled.pid, 'SIGTERM');
    await cancelled.exited;
    expect(scene.api.finish()?.status).toBe('CANCELLED');
  });
});
