import type { Build } from '@aws-sdk/client-codebuild';
import { describe, expect, test } from 'vitest';
import { lastLines, makesTag, phaseOf, reasonOf, stateOf } from './progress';

const build = (more: Partial<Build>): Build => ({ id: 'trellis:1', buildStatus: 'IN_PROGRESS', ...more });
const withTag = (value: string, more: Partial<Build> = {}): Build =>
  build({
    environment: {
      type: 'ARM_CONTAINER',
      image: 'x',
      computeType: 'BUILD_GENERAL1_SMALL',
      environmentVariables: [{ name: 'IMAGE_TAG', value }],
    },
    ...more,
  });

describe('a build of the image', () => {
  test.each([
    ['IN_PROGRESS', 'running'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['FAULT', 'failed'],
    ['STOPPED', 'failed'],
    ['TIMED_OUT', 'failed'],
  ] as const)('%s is %s', (buildStatus, state) => expect(stateOf(build({ buildStatus }))).toBe(state));

  test('one that an interrupted run started for the same sources is found again', () => {
    expect(makesTag(withTag('arm64-1'), 'arm64-1')).toBe(true);
    expect(makesTag(withTag('arm64-2'), 'arm64-1')).toBe(false);
    expect(makesTag(withTag('arm64-1', { buildStatus: 'FAILED' }), 'arm64-1')).toBe(false);
  });

  test('says its phase in words', () => {
    expect(phaseOf(build({ currentPhase: 'DOWNLOAD_SOURCE' }))).toBe('download source');
  });

  test('that failed says in which phase and why', () => {
    const failed = build({
      buildStatus: 'FAILED',
      phases: [
        { phaseType: 'PROVISIONING', phaseStatus: 'SUCCEEDED' },
        {
          phaseType: 'BUILD',
          phaseStatus: 'FAILED',
          contexts: [
            { statusCode: 'COMMAND_EXECUTION_ERROR', message: 'Error while executing command: docker build' },
          ],
        },
      ],
    });
    expect(reasonOf(failed)).toBe('build: Error while executing command: docker build');
    expect(reasonOf(build({ buildStatus: 'STOPPED' }))).toBe('it ended as stopped');
  });

  test('the end of its log is shown without what CodeBuild says of itself', () => {
    const lines = [
      '[Container] 2026/11/25 Running command docker build',
      'step 3\n',
      '\n',
      'npm error 404\n',
    ];
    expect(lastLines(lines)).toEqual(['step 3', 'npm error 404']);
    expect(lastLines(['a', 'b', 'c'], 2)).toEqual(['b', 'c']);
  });
});
