import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { imageOutputs, outputs } from '../outputs';
import type { CdkResult } from './cdk';
import { deployInstallation } from './deploy';
import { AwsError } from './testing/aws-server';
import { FakeBuckets, type StoredObject } from './testing/buckets';
import { startTestRun, type TestRun } from './testing/installation';
import { startSite, type Site } from './testing/site';

let at: TestRun;
let site: Site;
let root: string;
let buckets: FakeBuckets;
/** What the CDK was asked for, and the builds and images that were asked for, in order. */
let done: string[];
let images: Set<string>;
let bootstrapped: boolean;
/** What the CDK answers for a stack instead of deploying it. */
let failing: Map<string, () => CdkResult>;

const write = (path: string, content: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};

const synthesized = (): void => {
  const directory = '.build/cloud/trellis';
  const artifacts: Record<string, object> = {};
  for (const [id, stackName] of [
    ['Trellis', 'trellis'],
    ['Image', 'trellis-image'],
  ] as const) {
    artifacts[id] = {
      type: 'aws:cloudformation:stack',
      properties: { stackName, templateFile: `${id}.template.json` },
    };
    const Resources = { One: { Type: 'AWS::Lambda::Function' } };
    write(`${directory}/${id}.template.json`, JSON.stringify({ Resources }));
  }
  write(`${directory}/manifest.json`, JSON.stringify({ artifacts }));
};

const deployed: Record<string, () => void> = {
  Trellis: () => {
    const told = Object.fromEntries(outputs.map((name) => [name, name]));
    at.stacks.put('trellis', {
      outputs: { ...told, DashboardUrl: site.url, GraphqlUrl: site.graphqlUrl, DashboardBucket: 'pages' },
    });
    buckets.buckets.set('pages', buckets.buckets.get('pages') ?? new Map<string, StoredObject>());
  },
  Image: () => {
    at.stacks.put('trellis-image', { outputs: Object.fromEntries(imageOutputs.map((name) => [name, name])) });
  },
};

const cdk = (args: readonly string[]): Promise<CdkResult> => {
  const [command = '', stack = ''] = args;
  done.push(command === 'deploy' ? `deploy ${stack}` : command);
  const fails = failing.get(stack);
  if (fails) return Promise.resolve(fails());
  if (command === 'synth') synthesized();
  if (command === 'bootstrap') bootstrapped = true;
  if (command === 'deploy') deployed[stack]?.();
  return Promise.resolve({ code: 0, lines: [] });
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'trellis-deploy-'));
  write('package.json', '{ "version": "0.1.0" }');
  write('core/a.ts', '');
  write('builder-image/Dockerfile', '');
  write('.build/dashboard/index.html', '<!doctype html>');
  // The store keeps its client as long as the process lives, so there is one server for all tests.
  at = await startTestRun(root, cdk);
});
afterAll(async () => {
  rmSync(root, { recursive: true, force: true });
  await at.close();
  await site.close();
});

beforeEach(async () => {
  await site?.close();
  site = await startSite('<!doctype html>');
  at.stacks.stacks.clear();
  at.server.calls.length = 0;
  at.said.length = 0;
  buckets = new FakeBuckets(at.server);
  done = [];
  images = new Set();
  failing = new Map();
  bootstrapped = true;
  at.server
    .on('GetParameter', () => {
      if (!bootstrapped) throw new AwsError('ParameterNotFound', '');
      return { Parameter: { Value: '30' } };
    })
    .on('GetParameters', ({ input }) => ({
      Parameters: (input.Names as string[]).map((Name) => ({ Name })),
    }))
    .on('GetServiceQuota', () => ({ Quota: { Value: 1000 } }))
    .on('DescribeImages', ({ input }) => {
      const [{ imageTag = '' } = {}] = input.imageIds as { imageTag?: string }[];
      if (!images.has(imageTag)) throw new AwsError('ImageNotFoundException', 'no image');
      return { imageDetails: [{ imageTags: [imageTag] }] };
    })
    .on('ListBuildsForProject', () => ({ ids: [] }))
    .on('StartBuild', ({ input }) => {
      const [{ value = '' } = {}] = input.environmentVariablesOverride as { value?: string }[];
      done.push('build');
      images.add(value);
      return { build: { id: 'b' } };
    })
    .on('BatchGetBuilds', () => {
      done.push('built');
      return { builds: [{ id: 'b', buildStatus: 'SUCCEEDED' }] };
    })
    .on('CreateInvalidation', () => '<Invalidation><Id>I</Id></Invalidation>')
    .on('PutItem', () => ({}));
});

const deploy = () => deployInstallation(at.run, { yes: true, json: false });
const result = () => JSON.parse(at.said.at(-1) ?? '{}') as Record<string, unknown>;

describe('deploying', () => {
  test('a new installation ends with its address and a link for its owner', async () => {
    await deploy();
    expect(done).toEqual(['synth', 'deploy Image', 'build', 'deploy Trellis', 'built']);
    expect(result()).toMatchObject({ ok: true, version: '0.1.0', dashboardUrl: site.url });
    expect(result().ownerLink).toMatch(new RegExp(`^${site.url}/#code=[\\w-]{40,}$`));
    expect([...(buckets.buckets.get('pages')?.keys() ?? [])]).toContain('index.html');
  });

  test('the code of the link is kept as a hash only', async () => {
    await deploy();
    const code = String(result().ownerLink).split('#code=')[1] ?? '';
    const puts = at.server.calls.filter(({ operation }) => operation === 'PutItem');
    expect(puts.length).toBeGreaterThan(0);
    expect(JSON.stringify(puts.map(({ input }) => input))).not.toContain(code);
  });

  test('again brings the same installation up to date; an image that is there is not built', async () => {
    await deploy();
    done = [];
    await deploy();
    expect(done).toEqual(['synth', 'deploy Image', 'deploy Trellis']);
    expect(at.said.some((text) => text.includes('an upgrade; data stays'))).toBe(true);
  });

  test('an upgrade has its image before the builder is told to use it', async () => {
    await deploy();
    images.clear();
    done = [];
    await deploy();
    expect(done).toEqual(['synth', 'deploy Image', 'build', 'built', 'deploy Trellis']);
  });

  test('an account that is not prepared for the CDK is prepared first', async () => {
    bootstrapped = false;
    await deploy();
    expect(done.slice(0, 3)).toEqual(['synth', 'bootstrap', 'deploy Image']);
  });

  test('a second run goes on where the first one failed', async () => {
    failing.set('Trellis', () => {
      const stack = at.stacks.put('trellis', { status: 'ROLLBACK_COMPLETE' });
      const reason = 'User: x is not authorized to perform: iam:CreateRole (HandlerErrorCode: AccessDenied)';
      at.stacks.tell(stack, { resource: 'Role', type: 'AWS::IAM::Role', status: 'CREATE_FAILED', reason });
      return { code: 1, lines: [] };
    });
    await expect(deploy()).rejects.toMatchObject({ code: 'aws.denied' });
    failing.clear();
    done = [];
    await deploy();
    expect(done).toEqual(['synth', 'deploy Image', 'deploy Trellis']);
    expect(at.said).toContain('Removing what is left of stack trellis, which never came to be');
  });

  test('without a yes and a terminal it says what it would do, and changes nothing', async () => {
    await expect(deployInstallation(at.run, { yes: false, json: false })).rejects.toMatchObject({
      code: 'command.not_confirmed',
      exitCode: 2,
    });
    expect(done).toEqual(['synth']);
    expect(at.said.some((text) => text.includes('2 functions, 2 resources in all'))).toBe(true);
  });

  test('settings that the stacks refuse are told before anything is asked', async () => {
    failing.set('--quiet', () => ({
      code: 1,
      lines: ['TrellisError: builderMemoryMb must fit builderCpu.'],
    }));
    await expect(deploy()).rejects.toMatchObject({
      code: 'aws.synth_failed',
      message: 'The stacks could not be put together: builderMemoryMb must fit builderCpu.',
    });
  });

  test('a quota too small for one builder stops it before anything is made', async () => {
    at.server.on('GetServiceQuota', ({ input }) => ({
      Quota: { Value: input.ServiceCode === 'fargate' ? 1 : 1000 },
    }));
    await expect(deploy()).rejects.toMatchObject({ code: 'aws.quota' });
    expect(done).toEqual([]);
  });

  test('a region that lacks a service is refused by name', async () => {
    at.server.on('GetParameters', ({ input }) => ({
      Parameters: (input.Names as string[])
        .filter((name) => !name.endsWith('appsync/regions/eu-central-1'))
        .map((Name) => ({ Name })),
    }));
    await expect(deploy()).rejects.toMatchObject({ message: 'The region eu-central-1 lacks AppSync.' });
  });

  test('what AWS does not tell about quotas and services stops nothing', async () => {
    for (const operation of ['GetServiceQuota', 'GetParameters'])
      at.server.on(operation, () => {
        throw new AwsError('AccessDeniedException', 'not authorized');
      });
    await deploy();
    expect(result()).toMatchObject({ ok: true });
  });
});
