import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import {
  judgeAlarms,
  judgeApi,
  judgeBootstrap,
  judgeDashboard,
  judgeStack,
  judgeSubscription,
  judgeTable,
  judgeTask,
  judgeVersion,
} from './judge';

const stack = (
  StackStatus:
    | 'UPDATE_COMPLETE'
    | 'UPDATE_IN_PROGRESS'
    | 'ROLLBACK_COMPLETE'
    | 'DELETE_FAILED'
    | 'UPDATE_ROLLBACK_COMPLETE',
) => ({
  StackName: 'trellis',
  CreationTime: new Date(0),
  StackStatus,
});

const task = (image: string, mode?: string): TaskDefinition => ({
  containerDefinitions: [
    { image, logConfiguration: { logDriver: 'awslogs', options: mode ? { mode } : {} } },
  ],
});

describe('a stack', () => {
  test.each([
    [undefined, 'problem', 'npm run deploy'],
    [stack('UPDATE_COMPLETE'), 'ok', undefined],
    [stack('UPDATE_IN_PROGRESS'), 'note', undefined],
    [stack('UPDATE_ROLLBACK_COMPLETE'), 'note', 'npm run deploy'],
    [stack('ROLLBACK_COMPLETE'), 'problem', 'npm run deploy'],
    [stack('DELETE_FAILED'), 'problem', 'npm run destroy'],
  ] as const)('%j is a finding of its own', (found, level, fix) => {
    const finding = judgeStack('trellis', found);
    expect(finding.level).toBe(level);
    expect(finding.fix).toBe(fix);
  });
});

describe('the builder', () => {
  test('is sound with the image of these sources, there, and a log that blocks', () => {
    const findings = judgeTask(task('123.dkr.ecr/trellis-builder:arm64-1', 'blocking'), 'arm64-1', true);
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'ok']);
  });

  test('that may drop lines is a problem', () => {
    const findings = judgeTask(task('x:arm64-1'), 'arm64-1', true);
    expect(findings).toContainEqual(expect.objectContaining({ check: "Builder's log", level: 'problem' }));
  });

  test('whose image is gone, or of other sources, is brought up to date by a deployment', () => {
    const findings = judgeTask(task('x:arm64-1', 'blocking'), 'arm64-2', false);
    expect(findings.map(({ level, fix }) => [level, fix])).toEqual([
      ['problem', 'npm run deploy'],
      ['note', 'npm run deploy'],
      ['ok', undefined],
    ]);
  });

  test('that is not there at all is a problem', () => {
    expect(judgeTask(undefined, 'arm64-1', false)).toMatchObject([{ level: 'problem' }]);
  });
});

describe('the table', () => {
  test('that is protected and can be restored is sound', () => {
    const findings = judgeTable('trellis', { protection: true, pointInTime: true });
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'ok']);
  });

  test('without protection or recovery names the command for each', () => {
    const fixes = judgeTable('trellis', { protection: false, pointInTime: false }).map(({ fix }) => fix);
    expect(fixes[0]).toContain('update-table --table-name trellis --deletion-protection-enabled');
    expect(fixes[1]).toContain('update-continuous-backups --table-name trellis');
  });

  test('that is missing is a problem', () => {
    expect(judgeTable('trellis', undefined)).toMatchObject([{ level: 'problem', fix: 'npm run deploy' }]);
  });
});

describe('pages and API', () => {
  test('another page than this copy builds is noted, none is a problem', () => {
    expect(judgeDashboard('https://d', '<p>', '<p>').level).toBe('ok');
    expect(judgeDashboard('https://d', '<p>', '<b>').level).toBe('note');
    expect(judgeDashboard('https://d', new Error('it answered 403'), '<p>')).toMatchObject({
      level: 'problem',
    });
    expect(judgeDashboard('https://d', '<p>', undefined).level).toBe('ok');
  });

  test('an API that does not answer is a problem', () => {
    expect(judgeApi('https://a', undefined).level).toBe('ok');
    expect(judgeApi('https://a', new Error('no')).level).toBe('problem');
  });

  test('another version than this copy is noted', () => {
    expect(judgeVersion('1.0.0', '1.0.0').level).toBe('ok');
    expect(judgeVersion(undefined, '1.0.0')).toMatchObject({ level: 'note', fix: 'npm run deploy' });
  });
});

describe('what nobody would see otherwise', () => {
  test('a log group that nobody reads is a problem', () => {
    expect(judgeSubscription('/trellis/builder', ['arn:…']).level).toBe('ok');
    expect(judgeSubscription('/trellis/builder', []).level).toBe('problem');
  });

  test('each alarm that rings is a problem of its own', () => {
    const alarms = [
      { name: 'trellis: an event waits', state: 'ALARM' },
      { name: 'trellis: the sweeper does not run', state: 'OK' },
    ];
    expect(judgeAlarms(alarms)).toMatchObject([{ level: 'problem', text: 'trellis: an event waits' }]);
    expect(judgeAlarms(alarms.slice(1))).toMatchObject([{ level: 'ok' }]);
    expect(judgeAlarms([])).toMatchObject([{ level: 'problem' }]);
  });

  test('an account without the bootstrap of the CDK cannot be deployed to', () => {
    expect(judgeBootstrap('ready').level).toBe('ok');
    expect(judgeBootstrap('missing')).toMatchObject({ level: 'problem', fix: 'npm run deploy' });
  });
});
