import { Template } from 'aws-cdk-lib/assertions';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { buildCommands } from './image-build';
import { copyImageSources, imageSources, imageTag } from './image-source';
import { ImageStack } from './image-stack';
import { imageOutputs } from './outputs';
import { parseSettings } from './settings';
import { propertiesOf, strictApp } from './testing/synthesize';

// Each stack is checked by CDK's own rules, which take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'trellis-image-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stackFor = (settings: object = {}): Template =>
  Template.fromStack(new ImageStack(strictApp(), 'Image', { settings: parseSettings(settings), root }));

describe('the sources of the image', () => {
  it('are core and builder, without tests', () => {
    const sources = imageSources(root);
    expect(sources).toContain('builder-image/Dockerfile');
    expect(sources).toContain('builder-image/main.ts');
    expect(sources).toContain('core/log-record.ts');
    expect(sources.filter((path) => !/^(core|builder-image)\//.test(path))).toEqual([]);
    expect(sources.filter((path) => /\.test\.ts$|\/testing\/|\.md$/.test(path))).toEqual([]);
  });

  it('are copied whole, and nothing with them', () => {
    const into = join(folder, 'copy');
    copyImageSources(root, into);
    const copied = readdirSync(into, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(copied).toHaveLength(imageSources(root).length);
    expect(readFileSync(join(into, 'core/log-record.ts'))).toEqual(
      readFileSync(join(root, 'core/log-record.ts')),
    );
  });
});

describe('the tag of the image', () => {
  const made = join(folder, 'made');
  const write = (path: string, text: string): void => {
    mkdirSync(join(made, path, '..'), { recursive: true });
    writeFileSync(join(made, path), text);
  };
  write('core/a.ts', 'a');
  write('builder-image/main.ts', 'b');
  const before = imageTag(made, 'ARM64');

  it('is the same for the same sources, and another for another processor', () => {
    expect(imageTag(made, 'ARM64')).toBe(before);
    expect(before).toMatch(/^arm64-[0-9a-f]{24}$/);
    expect(imageTag(made, 'X86_64')).toMatch(/^x86-/);
  });

  it('does not change with tests, and changes with every source, its name and its borders', () => {
    write('core/a.test.ts', 'a test');
    expect(imageTag(made, 'ARM64')).toBe(before);
    write('core/a.ts', 'aa');
    const changed = imageTag(made, 'ARM64');
    expect(changed).not.toBe(before);
    rmSync(join(made, 'core/a.ts'));
    write('core/b.ts', 'aa');
    expect(imageTag(made, 'ARM64')).not.toBe(changed);
  });
});

describe('the stack of the image', () => {
  const template = stackFor();

  it('keeps the ten newest images, scanned, encrypted, under tags that never change', () => {
    template.hasResourceProperties('AWS::ECR::Repository', {
      RepositoryName: 'trellis-builder',
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
      EncryptionConfiguration: { EncryptionType: 'AES256' },
    });
    const [repository] = propertiesOf(template, 'AWS::ECR::Repository');
    const { LifecyclePolicyText: text } = repository?.['LifecyclePolicy'] as { LifecyclePolicyText: string };
    expect(JSON.parse(text)).toMatchObject({
      rules: [
        { selection: { tagStatus: 'untagged' } },
        { selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 } },
      ],
    });
    expect(repository?.['RepositoryPolicyText']).toBeUndefined();
  });

  it.each([
    ['ARM64', 'ARM_CONTAINER', /aarch64-standard:\d/, 'arm64-'],
    ['X86_64', 'LINUX_CONTAINER', /x86_64-standard:\d/, 'x86-'],
  ])('builds for %s on a machine of that kind', (architecture, type, image, prefix) => {
    const [project] = propertiesOf(stackFor({ architecture }), 'AWS::CodeBuild::Project');
    const environment = project?.['Environment'] as {
      Type: string;
      Image: string;
      PrivilegedMode: boolean;
      EnvironmentVariables: { Name: string; Value: unknown }[];
    };
    expect(environment).toMatchObject({ Type: type, PrivilegedMode: true });
    expect(environment.Image).toMatch(image);
    const tag = environment.EnvironmentVariables.find(({ Name }) => Name === 'IMAGE_TAG')?.Value;
    expect(String(tag).startsWith(prefix)).toBe(true);
    expect(environment.EnvironmentVariables.map(({ Name }) => Name)).toEqual([
      'REPOSITORY_URI',
      'REGISTRY',
      'IMAGE_TAG',
    ]);
  });

  it('pushes only what was built and has run a command as its user', () => {
    const steps = buildCommands.map((command) => /docker (build|run|login|push)\b/.exec(command)?.[1]);
    expect(steps).toEqual(['build', 'run', 'login', 'push']);
    const [project] = propertiesOf(template, 'AWS::CodeBuild::Project');
    const { BuildSpec: spec } = project?.['Source'] as { BuildSpec: string };
    // Commands of one phase end at the first that fails; those of a later phase would not.
    expect(Object.keys((JSON.parse(spec) as { phases: object }).phases)).toEqual(['build']);
  });

  it('has commands that a shell understands', () => {
    for (const command of buildCommands) execFileSync('sh', ['-n', '-c', command]);
  });

  it('gives the build one archive to read, one repository to push to and one log to write', () => {
    const [role] = propertiesOf(template, 'AWS::IAM::Role');
    const [{ PolicyDocument: policy }] = role?.['Policies'] as [
      { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } },
    ];
    const open = policy.Statement.filter(({ Resource }) => Resource === '*');
    expect(open.map(({ Action }) => Action)).toEqual(['ecr:GetAuthorizationToken']);
    expect(JSON.stringify(policy.Statement[0]?.Resource)).toMatch(/\/[0-9a-f]{64}\.zip"/);
    expect(policy.Statement.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual(
      [],
    );
    expect(propertiesOf(template, 'AWS::IAM::Role')).toHaveLength(1);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  it('goes with its images', () => {
    template.hasResource('AWS::ECR::Repository', {
      DeletionPolicy: 'Delete',
      Properties: { EmptyOnDelete: true },
    });
  });

  it('tells the deploying program what it asks for', () => {
    expect(Object.keys(template.toJSON()['Outputs'] as object).sort()).toEqual([...imageOutputs].sort());
  });
});
