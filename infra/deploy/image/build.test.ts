import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../testing/aws-server';
import { startTestRun, type TestRun } from '../testing/installation';
import { awaitImageBuild, hasImage, startImageBuild } from './build';

const place = { repository: 'trellis-builder', project: 'trellis-builder', tag: 'arm64-1' };
const log = { groupName: '/trellis/image', streamName: 's', deepLink: 'https://console.example/log' };

let at: TestRun;

beforeEach(async () => {
  at = await startTestRun('/nowhere');
});
afterEach(() => at.close());

const build = (buildStatus: string, more: object = {}) => ({
  builds: [{ id: 'trellis:1', buildStatus, logs: log, ...more }],
});

describe("the builder's image", () => {
  test('that is there is not built again', async () => {
    at.server.on('DescribeImages', () => ({ imageDetails: [{ imageTags: [place.tag] }] }));
    expect(await hasImage(at.run, place)).toBe(true);
    at.server.on('DescribeImages', () => {
      throw new AwsError('ImageNotFoundException', 'The image with imageId {…} does not exist');
    });
    expect(await hasImage(at.run, place)).toBe(false);
  });

  test('is built with the tag of its sources', async () => {
    at.server
      .on('ListBuildsForProject', () => ({ ids: [] }))
      .on('StartBuild', () => ({ build: { id: 'trellis:1' } }));
    expect(await startImageBuild(at.run, place)).toBe('trellis:1');
    expect(at.server.calls.at(-1)?.input).toMatchObject({
      projectName: 'trellis-builder',
      environmentVariablesOverride: [{ name: 'IMAGE_TAG', value: 'arm64-1' }],
    });
  });

  test('is not built twice when a run was interrupted', async () => {
    const environment = { environmentVariables: [{ name: 'IMAGE_TAG', value: place.tag }] };
    at.server
      .on('ListBuildsForProject', () => ({ ids: ['trellis:1'] }))
      .on('BatchGetBuilds', () => build('IN_PROGRESS', { environment }));
    expect(await startImageBuild(at.run, place)).toBe('trellis:1');
    expect(at.server.called()).not.toContain('StartBuild');
  });

  test('is waited for, phase by phase', async () => {
    const coming = [
      build('IN_PROGRESS', { currentPhase: 'PROVISIONING' }),
      build('IN_PROGRESS', { currentPhase: 'BUILD' }),
      build('SUCCEEDED'),
    ];
    at.server.on('BatchGetBuilds', () => coming.shift() ?? build('SUCCEEDED'));
    const told: string[] = [];
    await awaitImageBuild(at.run, 'trellis:1', (phase) => void told.push(phase));
    expect(told).toEqual(['provisioning', 'build']);
  });

  test('whose build fails shows the end of its log, and where all of it is', async () => {
    const contexts = [{ statusCode: 'COMMAND_EXECUTION_ERROR', message: 'exit status 1' }];
    at.server
      .on('BatchGetBuilds', () =>
        build('FAILED', { phases: [{ phaseType: 'BUILD', phaseStatus: 'FAILED', contexts }] }),
      )
      .on('GetLogEvents', () => ({
        events: [{ message: '[Container] Running' }, { message: 'npm error 404\n' }],
      }));
    await expect(awaitImageBuild(at.run, 'trellis:1', () => undefined)).rejects.toMatchObject({
      code: 'aws.image_failed',
      message: "The builder's image could not be built: build: exit status 1.",
      nextStep: expect.stringContaining(log.deepLink) as string,
    });
    expect(at.said).toEqual(['    npm error 404']);
  });
});
