import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeJob } from './testing/job';
import { isRunning } from './testing/processes';
import { setScene, settings } from './testing/scene';

const scene = setScene();

describe('the log of a deployment', () => {
  it('shows a line while the command that printed it still runs', async () => {
    const gate = scene.at('gate');
    const wait = `echo before; until [ -e "$GATE" ]; do sleep 0.01; done; echo after`;
    scene.job = makeJob(scene.repository({}), {
      settings: settings({ tests: false, deployCommand: wait }),
      variables: [{ name: 'GATE', value: gate, secret: false }],
    });
    const builder = scene.start();
    await builder.line('before');
    expect(builder.text()).not.toMatch(/^after$/m);
    writeFileSync(gate, '');
    await builder.exited;
    expect(builder.text()).toMatch(/^after$/m);
  });

  it('never lets a secret into the log, the reports or a command line', async () => {
    const secret = 's3cr3t/value+with"quotes';
    const script = `printf 's3cr3t/va'; sleep 0.05; printf 'lue+with"quotes\\n'; printf %s "$TOKEN" | base64; tr '\\0' ' ' < /proc/$$/cmdline;
      printf '{"url":"https://x/%s"}' "$(printf %s "$TOKEN" | od -An -tx1 | tr -d ' \\n')" > "$TRELLIS_OUTPUTS_FILE"`;
    scene.job = makeJob(scene.repository({}), {
      settings: settings({ tests: false, deployCommand: script }),
      variables: [
        { name: 'TOKEN', value: secret, secret: true },
        { name: 'PIN', value: '1234', secret: true },
      ],
    });
    const builder = await scene.run();
    const everything = builder.text() + JSON.stringify(scene.api.finish());
    expect(everything).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
    expect(everything).not.toContain(Buffer.from(secret).toString('hex').slice(0, 12));
    expect(
      builder
        .text()
        .split('\n')
        .filter((line) => line === '***'),
    ).toHaveLength(2);
    expect(builder.text()).toContain('not masked in this log: PIN');
    expect(scene.api.finish()?.outputs).toEqual([{ name: 'url', value: 'https://x/***' }]);
  });

  it('gives commands nothing of its own environment, and no variable the power over its own', async () => {
    scene.job = makeJob(scene.repository({}), {
      settings: settings({ tests: false, deployCommand: 'env' }),
      variables: [
        { name: 'TRELLIS_APP', value: 'forged', secret: false },
        { name: 'LD_PRELOAD', value: 'forged', secret: false },
        { name: 'HOME', value: '/own', secret: false },
      ],
    });
    const text = (await scene.run({ SOMETHING_OF_THE_HOST: 'x' })).text();
    expect(text).not.toMatch(
      /AWS_CONTAINER|CLAIM_TOKEN|container-token|SOMETHING_OF_THE_HOST|forged|NODE_ENV/,
    );
    expect(text).toMatch(/^HOME=\/own$/m);
    expect(text).toMatch(/^CI=true$/m);
  });

  it('writes every line of a command that prints much and dies at once', async () => {
    const count = 20_000;
    const script = `seq -f 'line %.0f of many, with a few words to make it as long as lines of logs are' 1 ${count}; kill -9 $$`;
    scene.job = makeJob(scene.repository({}), {
      settings: settings({ tests: false, deployCommand: script }),
      variables: [{ name: 'KEY', value: 'never printed', secret: true }],
    });
    const builder = await scene.run();
    const lines = builder.lines().filter(({ line }) => line.startsWith('line '));
    expect(lines.map(({ line }) => line.split(' ')[1])).toEqual(
      Array.from({ length: count }, (_, index) => String(index + 1)),
    );
    expect(scene.api.finish()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('SIGKILL') as string,
    });
  });

  it.runIf(process.getuid?.() === 0)('runs commands as a user who cannot look into the builder', async () => {
    const uid = 64_123;
    const source = scene.repository({});
    execFileSync('chown', ['-R', `${uid}:${uid}`, source.path]);
    chmodSync(scene.at(), 0o755);
    const script = `id -u; cat /proc/$PPID/environ; env -i setsid sleep 20 > /dev/null 2>&1 & echo "child $!"`;
    scene.job = makeJob(source, { settings: settings({ tests: false, deployCommand: script }) });
    const builder = await scene.run({ TRELLIS_COMMAND_USER: `${uid}:${uid}` });
    expect(builder.text()).toMatch(new RegExp(`^${uid}$`, 'm'));
    expect(builder.text()).toContain('Permission denied');
    expect(builder.text()).not.toContain('claim-token-of-the-test');
    expect(scene.api.finish()?.status).toBe('SUCCEEDED');
    const child = Number(/^child (\d+)$/m.exec(builder.text())?.[1]);
    expect(isRunning(child)).toBe(false);
  });
});
