/** A deployment ends when its log is stored, and it always ends: what happens to the last lines, whatever became of them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LOG_GRACE_MS } from '../core/log-end';
import { serializeLogRecord, type LogRecord } from '../core/log-record';
import type { DeploymentRecord } from '../core/records';
import { getDeployment, moveDeployment } from './adapters/store/deployments';
import { publishChunks } from './engine/publish';
import { handler as taskStopped } from './task-stopped';
import { hash, makeApp } from './testing/apps';
import { useInstallation } from './testing/installation';
import { chunkOf } from './testing/logs';

const trellis = useInstallation();
beforeEach(() => vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

const running = async () => {
  const { development } = await makeApp();
  const { id } = await trellis.call<DeploymentRecord>('deploy', {
    input: { environmentId: development.id, commit: hash('a') },
  });
  const { lease } = await trellis.claim(id);
  const { taskArn } = trellis.aws.taskOf(id);
  const taskId = taskArn.split('/').pop() ?? '';
  const chunks = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => chunkOf(first + index, 1, { deploymentId: id }));
  return {
    id,
    development,
    chunks,
    publish: (first: number, count: number) => publishChunks(taskId, chunks(first, count)),
    /** What the task has printed, as its own log holds it. */
    printed: (...records: LogRecord[]) =>
      trellis.aws.logs.set(`builder/builder/${taskId}`, ['Starting…', ...records.map(serializeLogRecord)]),
    finish: (logLines: number, stalledMs = 0, more: object = {}) =>
      trellis.report(id, lease, {
        finish: { status: 'SUCCEEDED', logLines, logHash: 'a', artifactKept: false, stalledMs, ...more },
      }),
    stopped: () =>
      taskStopped({
        source: 'aws.ecs',
        detail: {
          taskArn,
          lastStatus: 'STOPPED',
          startedBy: id,
          stopCode: 'EssentialContainerExited',
          stoppedReason: '',
          containers: [{ exitCode: 1 }],
        },
      }),
    end: (lines: number): LogRecord => ({
      trellis: 1,
      type: 'end',
      deploymentId: id,
      lines,
      hash: 'b'.repeat(64),
    }),
  };
};

const read = async (id: string): Promise<string[]> => {
  const { data } = await trellis.graphql(
    `{ logs(deploymentId: "${id}") { chunks { text } } deployment(id: "${id}") { logMissing { from to } } }`,
  );
  return (data as { logs: { chunks: { text: string }[] } }).logs.chunks.map(({ text }) => text);
};

describe('an end that is reported', () => {
  test('is taken at once when all lines are stored', async () => {
    const { id, publish, finish } = await running();
    await publish(0, 5);
    expect(await finish(5)).toMatchObject({ status: 'SUCCEEDED', awaitsLines: 0 });
    expect(await getDeployment(id)).toMatchObject({ status: 'SUCCEEDED', logLines: 5, logMissing: [] });
    expect(trellis.aws.logPages).toBe(0);
  });

  test('waits for lines that are on their way, and is taken with the last of them', async () => {
    const { id, publish, finish, development } = await running();
    await publish(0, 2);
    await publish(4, 1);
    expect(await finish(6)).toMatchObject({ status: 'RUNNING', awaitsLines: 3 });
    await publish(2, 2);
    expect(await finish(6, LOG_GRACE_MS - 1)).toMatchObject({ status: 'RUNNING', awaitsLines: 1 });
    expect((await trellis.environment(development.id)).active?.id).toBe(id);
    await publish(5, 1);
    expect(await finish(6, LOG_GRACE_MS - 1)).toMatchObject({ status: 'SUCCEEDED', awaitsLines: 0 });
    expect((await trellis.environment(development.id)).active).toBeNull();
    expect(trellis.aws.logPages).toBe(0);
  });

  test('counts as it was told first, whatever is told while it waits', async () => {
    const { id, publish, finish } = await running();
    await finish(1);
    await finish(3, 10, { status: 'FAILED', reason: 'other' });
    await publish(0, 1);
    await finish(7, 20, { status: 'FAILED', reason: 'other' });
    expect(await getDeployment(id)).toMatchObject({ status: 'SUCCEEDED', logLines: 1, finishing: null });
  });

  test('brings in what the subscription skipped, from what the task printed, once waiting was in vain', async () => {
    const { id, chunks, printed, publish, finish, end } = await running();
    await publish(0, 3);
    await publish(6, 2);
    printed(...chunks(0, 12), end(12));
    expect(await finish(12, LOG_GRACE_MS)).toMatchObject({ status: 'SUCCEEDED', awaitsLines: 0 });
    expect(await read(id)).toEqual(chunks(0, 12).map(({ text }) => text));
    expect(await getDeployment(id)).toMatchObject({ logLines: 12, logHash: 'a', logMissing: [] });
  });

  test('looks no further back than the lines that are missing', async () => {
    const { chunks, printed, publish, finish, end } = await running();
    await publish(0, 19);
    printed(...chunks(0, 20), end(20));
    await finish(20, LOG_GRACE_MS);
    expect(trellis.aws.logPages).toBe(1);
  });

  test('says which lines are nowhere to be found', async () => {
    const { id, chunks, printed, publish, finish } = await running();
    await publish(0, 2);
    printed(...chunks(3, 2));
    await finish(9, LOG_GRACE_MS);
    const logMissing = [
      { from: 2, to: 2 },
      { from: 5, to: 8 },
    ];
    const query = `{ deployment(id: "${id}") { status logLines logMissing { from to } } }`;
    expect((await trellis.graphql(query)).data).toEqual({
      deployment: { status: 'SUCCEEDED', logLines: 9, logMissing },
    });
  });

  test('is an end also when the log cannot be read at all', async () => {
    const { id, finish, printed } = await running();
    printed();
    vi.stubEnv('TRELLIS_LOG_GROUP', '');
    await finish(2, LOG_GRACE_MS);
    vi.unstubAllEnvs();
    expect(await getDeployment(id)).toMatchObject({ status: 'SUCCEEDED', logMissing: [{ from: 0, to: 1 }] });
  });
});

describe('a task that stops', () => {
  test('while its end waits for lines ends as it had told', async () => {
    const { id, chunks, printed, finish, stopped, end } = await running();
    await finish(3, 0, { outputs: [{ name: 'url', value: 'http://x' }] });
    printed(...chunks(0, 3), end(3));
    await stopped();
    expect(await getDeployment(id)).toMatchObject({
      status: 'SUCCEEDED',
      outputs: [{ name: 'url', value: 'http://x' }],
      logLines: 3,
      logHash: 'a',
      logMissing: [],
      finishing: null,
    });
  });

  test('brings in lines that were missing, and says so', async () => {
    const { id, chunks, printed, finish, stopped, end } = await running();
    await finish(4, LOG_GRACE_MS);
    expect((await getDeployment(id)).logMissing).toEqual([{ from: 0, to: 3 }]);
    printed(...chunks(0, 4), end(4));
    await stopped();
    expect((await getDeployment(id)).logMissing).toEqual([]);
    expect(await read(id)).toHaveLength(4);
  });

  test('after lines came by themselves reads nothing, and forgets that they were missing', async () => {
    const { id, publish, finish, stopped } = await running();
    await publish(0, 1);
    await finish(3, LOG_GRACE_MS);
    await publish(1, 2);
    const pages = trellis.aws.logPages;
    await stopped();
    expect((await getDeployment(id)).logMissing).toEqual([]);
    expect(trellis.aws.logPages).toBe(pages);
  });

  test('without a word leaves a log that ends with its last line; what comes later makes it longer', async () => {
    const { id, chunks, printed, publish, stopped } = await running();
    printed(...chunks(0, 3));
    await stopped();
    expect(await getDeployment(id)).toMatchObject({ status: 'FAILED', logLines: 3, logHash: null });
    await publish(3, 2);
    expect(await getDeployment(id)).toMatchObject({ logLines: 5, logMissing: [] });
    expect(await read(id)).toHaveLength(5);
  });

  test('after its deployment was given up for silence ends its log too', async () => {
    const { id, publish, stopped } = await running();
    await publish(0, 2);
    await moveDeployment(id, 'FAILED', {});
    await stopped();
    expect(await getDeployment(id)).toMatchObject({ status: 'FAILED', logLines: 2, logMissing: [] });
  });

  test('whose end was lost although it printed it has a whole log', async () => {
    const { id, chunks, printed, stopped, end } = await running();
    printed(...chunks(0, 3), end(3));
    await stopped();
    expect(await getDeployment(id)).toMatchObject({ logLines: 3, logHash: 'b'.repeat(64), logMissing: [] });
  });
});
