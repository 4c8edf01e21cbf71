import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeJob } from './testing/job';
import { commitFiles } from './testing/repository';
import { setScene } from './testing/scene';

const scene = setScene();

describe('a kept workspace', () => {
  it('keeps the workspace, and deploys a kept one without clone, install or test', async () => {
    const source = scene.repository(
      { test: 'true', deploy: 'node deploy.cjs' },
      { 'deploy.cjs': `console.log('version 1')` },
    );
    scene.job = makeJob(source, { keepsArtifact: true });
    await scene.run();
    expect(scene.api.finish()).toMatchObject({ status: 'SUCCEEDED', artifactKept: true });

    commitFiles(source.path, { 'deploy.cjs': `console.log('version 2')` });
    scene.api.reports.length = 0;
    scene.job = makeJob(source, {
      kind: 'ROLLBACK',
      artifactUrl: `${scene.api.storeUrl}/kept`,
      repository: scene.at('gone'),
      keepsArtifact: true,
    });
    const builder = await scene.run();
    expect(builder.text()).toMatch(/^version 1$/m);
    expect(scene.statuses()).toMatchObject({
      CLONE: 'SKIPPED',
      INSTALL: 'SKIPPED',
      TEST: 'SKIPPED',
      DEPLOY: 'SUCCEEDED',
    });
    expect(scene.api.finish()).toMatchObject({ status: 'SUCCEEDED', artifactKept: true });
  });

  it('builds the commit again when the kept workspace is gone', async () => {
    scene.job = makeJob(scene.repository({ deploy: 'echo again' }), {
      kind: 'ROLLBACK',
      artifactUrl: `${scene.api.storeUrl}/none`,
    });
    const builder = await scene.run();
    expect(builder.text()).toContain('could not be read');
    expect(builder.text()).toMatch(/^again$/m);
    expect(scene.api.finish()?.status).toBe('SUCCEEDED');
  });

  it('builds the commit again in an empty workspace when the kept one breaks off in the middle', async () => {
    const source = scene.repository({ deploy: 'ls; cat a' }, { a: 'committed', b: 'b' });
    mkdirSync(scene.at('kept'));
    writeFileSync(scene.at('kept', 'a'), 'kept');
    writeFileSync(scene.at('kept', 'left-over'), randomBytes(1_000_000));
    execFileSync('tar', ['-czf', scene.at('kept.tar.gz'), '-C', scene.at('kept'), 'a', 'left-over']);
    const packed = readFileSync(scene.at('kept.tar.gz'));
    scene.api.store.set('/store/cut', packed.subarray(0, packed.length / 2));
    scene.job = makeJob(source, { kind: 'PROMOTE', artifactUrl: `${scene.api.storeUrl}/cut` });
    const builder = await scene.run();
    expect(builder.text()).toContain('could not be read');
    expect(builder.text()).toMatch(/^committed/m);
    expect(builder.text()).not.toContain('left-over');
    expect(scene.api.finish()?.status).toBe('SUCCEEDED');
  });

  it('holds nothing that the deploy command wrote', async () => {
    const source = scene.repository({
      deploy: `cat written 2>/dev/null; printf %s "$TOKEN" > written; mkdir -p .out; printf %s "$TOKEN" > .out/state`,
    });
    scene.job = makeJob(source, {
      keepsArtifact: true,
      variables: [{ name: 'TOKEN', value: 'correct-horse-battery', secret: true }],
    });
    await scene.run();
    expect(scene.api.finish()).toMatchObject({ status: 'SUCCEEDED', artifactKept: true });
    const kept = scene.api.store.get('/store/kept') ?? Buffer.alloc(0);
    writeFileSync(scene.at('kept.tar.gz'), kept);
    const files = execFileSync('tar', ['-tzf', scene.at('kept.tar.gz')]).toString();
    expect(files).toContain('package.json');
    expect(files).not.toMatch(/written|\.out/);
  });

  it('is not sent anywhere when the deploy command fails', async () => {
    scene.job = makeJob(scene.repository({ deploy: 'exit 1' }), {
      keepsArtifact: true,
    });
    await scene.run();
    expect(scene.api.finish()).toMatchObject({ status: 'FAILED', artifactKept: false });
    expect(scene.api.store.size).toBe(0);
  });

  it('asks where to once its deploy command is through: an address from before might have ended', async () => {
    scene.job = makeJob(scene.repository({ deploy: 'true' }), { keepsArtifact: true });
    await scene.run();
    const asked = scene.api.reports.findIndex(({ artifactUpload }) => artifactUpload === true);
    const before = scene.api.reports.slice(0, asked).flatMap(({ step, plan }) => [step, ...(plan ?? [])]);
    expect(before).toContainEqual(expect.objectContaining({ name: 'DEPLOY', status: 'SUCCEEDED' }));
    expect(scene.api.reports.filter(({ artifactUpload }) => artifactUpload)).toHaveLength(1);
    expect(scene.api.store.has('/store/kept')).toBe(true);
  });

  it('is left out, and the deployment is none the worse, when the API names no place for it', async () => {
    scene.api.keepAt = null;
    scene.job = makeJob(scene.repository({ deploy: 'true' }), { keepsArtifact: true });
    const builder = await scene.run();
    expect(builder.text()).toContain('The workspace was not kept (Trellis named no place for it)');
    expect(scene.api.finish()).toMatchObject({ status: 'SUCCEEDED', artifactKept: false });
  });
});
