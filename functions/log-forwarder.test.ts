import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { maxRecordBytes, serializeLogRecord, type ChunkRecord } from '../core/log-record';
import { batches } from './engine/publish';
import { handler } from './log-forwarder';
import { useInstallation } from './testing/installation';
import { chunkOf, givenRunning, storedLines, taskId } from './testing/logs';
import { losesAnswers, throttles, withFault, writesOne } from './testing/table-faults';

// What is retried after a while is retried at once; whoever else works has its turn before.
vi.mock('node:timers/promises', () => ({
  setTimeout: () => new Promise((resolve) => setImmediate(resolve)),
}));

const trellis = useInstallation();
const reported = () => vi.mocked(console.error).mock.calls.map(([line]) => String(line));
beforeEach(() => vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

const forward = (
  messages: string[],
  messageType = 'DATA_MESSAGE',
  logStream = `builder/builder/${taskId}`,
) => {
  const logEvents = messages.map((message, index) => ({ id: String(index), timestamp: index, message }));
  const data = gzipSync(JSON.stringify({ messageType, logGroup: 'g', logStream, logEvents }));
  return handler({ awslogs: { data: data.toString('base64') } });
};

const forwardChunks = (...chunks: ChunkRecord[]) => forward(chunks.map(serializeLogRecord));
const linesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => chunkOf(first + index));

const linesOf = async (deploymentId = 'dep_1'): Promise<string[]> => {
  const lines: string[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const { data } = await trellis.graphql(
      `{ logs(deploymentId: "${deploymentId}", fromSeq: ${from}) { chunks { text } nextSeq } }`,
    );
    const { logs } = data as { logs: { chunks: { text: string }[]; nextSeq: number | null } };
    lines.push(...logs.chunks.map(({ text }) => text));
    from = logs.nextSeq;
  }
  return lines;
};

describe('what a task prints', () => {
  test('reaches its log, whatever else was printed', async () => {
    await givenRunning();
    const end = { trellis: 1, type: 'end', deploymentId: 'dep_1', lines: 2, hash: 'a'.repeat(64) } as const;
    const records = linesFrom(0, 2).map(serializeLogRecord);
    await forward(['Starting…', ...records, '{"trellis":1,"type":"chunk"}', serializeLogRecord(end)]);
    expect(await linesOf()).toEqual(['line 0', 'line 1']);
  });

  test('for the deployment of another task reaches no log, and takes nothing else with it', async () => {
    await givenRunning();
    await givenRunning('dep_2', { taskArn: 'arn:aws:ecs:eu-central-1:111111111111:task/trellis/other' });
    await forwardChunks(chunkOf(0), chunkOf(0, 1, { deploymentId: 'dep_2' }), chunkOf(1));
    expect(await linesOf()).toEqual(['line 0', 'line 1']);
    expect(await linesOf('dep_2')).toEqual([]);
    expect(reported()).toHaveLength(1);
    expect(reported()[0]).toContain('log.other_task');
  });

  test('and comes twice changes nothing', async () => {
    await givenRunning();
    await forwardChunks(...linesFrom(0, 30));
    await forwardChunks(...linesFrom(10, 20));
    expect(await linesOf()).toHaveLength(30);
    expect(reported()).toEqual([]);
  });

  test('and comes shuffled and twice in one event is stored once', async () => {
    await givenRunning();
    await forwardChunks(...linesFrom(0, 20).reverse(), ...linesFrom(5, 10));
    expect(await linesOf()).toEqual(linesFrom(0, 20).map(({ text }) => text));
    expect(await storedLines()).toEqual([{ from: 0, to: 19 }]);
    expect(reported()).toEqual([]);
  });

  test('is left alone when it is the test message of CloudWatch', async () => {
    await givenRunning();
    await forward([serializeLogRecord(chunkOf(0))], 'CONTROL_MESSAGE');
    expect(await linesOf()).toEqual([]);
  });
});

describe('lines that are refused', () => {
  test('are refused once, and those around them are kept', async () => {
    await givenRunning('dep_1', { status: 'SUCCEEDED', logLines: 30, logHash: 'a' });
    await forwardChunks(...linesFrom(25, 40));
    expect(await linesOf()).toEqual(linesFrom(25, 5).map(({ text }) => text));
    expect(reported()).toHaveLength(1);
    expect(reported()[0]).toContain('log.after_end');
  });

  test('because they contradict others leave these as they are', async () => {
    await givenRunning();
    await forwardChunks(...linesFrom(0, 6));
    await forwardChunks(chunkOf(5, 1, { text: 'other' }), ...linesFrom(6, 6));
    expect(await linesOf()).toEqual(linesFrom(0, 12).map(({ text }) => text));
    expect(reported()).toHaveLength(1);
  });
});

describe('a table that misbehaves', () => {
  const everySecond = (batch: number) => batch % 2 === 0;
  const chunks = linesFrom(0, 100);

  test.each([
    ['throttles half of all writes', throttles(everySecond)],
    ['writes a part of half of all batches', writesOne(everySecond)],
    ['loses half of all answers', losesAnswers(everySecond)],
  ])('and %s loses no line', async (_what, fault) => {
    await givenRunning();
    withFault(fault);
    await forwardChunks(...chunks);
    expect(await linesOf()).toEqual(chunks.map(({ text }) => text));
    expect(await storedLines()).toEqual([{ from: 0, to: 99 }]);
  });

  test('for good fails the event, so that it comes again, and then nothing is missing', async () => {
    await givenRunning();
    withFault(throttles((batch) => batch > 1));
    const stored = batches(chunks).slice(0, 2).flat();
    await expect(forwardChunks(...chunks)).rejects.toMatchObject({ code: 'internal.unexpected' });
    vi.restoreAllMocks();
    expect(await storedLines()).toEqual([{ from: 0, to: stored.length - 1 }]);
    await forwardChunks(...chunks);
    expect(await storedLines()).toEqual([{ from: 0, to: 99 }]);
    expect(await linesOf()).toHaveLength(100);
  });

  test('is asked by several at once: all are kept', async () => {
    await givenRunning();
    await Promise.all([0, 20, 40, 60].map((first) => forwardChunks(...linesFrom(first, 20))));
    expect(await storedLines()).toEqual([{ from: 0, to: 79 }]);
    expect(await linesOf()).toHaveLength(80);
  });
});

test('a batch fits a message of a subscription, and no chunk is lost or moved', () => {
  const sizes = [1, maxRecordBytes, 10, maxRecordBytes, maxRecordBytes, 5_000];
  const chunks = Array.from({ length: 200 }, (_, seq) =>
    chunkOf(seq, 1, { text: 'é'.repeat((sizes[seq % sizes.length] ?? 1) / 2) }),
  );
  const cut = batches(chunks);
  expect(cut.flat()).toEqual(chunks);
  for (const batch of cut) {
    expect(batch.length).toBeLessThanOrEqual(12);
    expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(200_000);
  }
});

test('chunks that meet go into batches of their own', () => {
  const chunks = [chunkOf(3), chunkOf(0, 2), chunkOf(1, 2), chunkOf(3)];
  expect(batches(chunks).map((batch) => batch.map(({ firstSeq }) => firstSeq))).toEqual([[0], [1, 3], [3]]);
});
