import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { maxRecordBytes, serializeLogRecord, type ChunkRecord } from '../core/log-record';
import { batches } from './engine/publish';
import { handler } from './log-forwarder';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();

const chunk = (deploymentId: string, firstSeq: number, text = `line ${firstSeq}`): ChunkRecord => ({
  trellis: 1,
  type: 'chunk',
  deploymentId,
  firstSeq,
  count: 1,
  step: 'TEST',
  time: 1,
  text,
  stderr: [],
  continues: false,
});

const forward = (messages: string[], messageType = 'DATA_MESSAGE') => {
  const logEvents = messages.map((message, index) => ({ id: String(index), timestamp: index, message }));
  const data = gzipSync(JSON.stringify({ messageType, logGroup: 'g', logStream: 's', logEvents }));
  return handler({ awslogs: { data: data.toString('base64') } });
};

const linesOf = async (deploymentId: string): Promise<string[]> => {
  const { data } = await trellis.graphql(`{ logs(deploymentId: "${deploymentId}") { chunks { text } } }`);
  const { chunks } = (data as { logs: { chunks: { text: string }[] } }).logs;
  return chunks.map(({ text }) => text);
};

test('records of several deployments reach each its own log, whatever else was printed', async () => {
  const records = [chunk('dep_1', 0), chunk('dep_2', 0), chunk('dep_1', 1)].map(serializeLogRecord);
  const end = serializeLogRecord({
    trellis: 1,
    type: 'end',
    deploymentId: 'dep_1',
    lines: 2,
    hash: 'a'.repeat(64),
  });
  await forward(['Starting…', ...records, '{"trellis":1,"type":"chunk"}', end]);
  expect(await linesOf('dep_1')).toEqual(['line 0', 'line 1']);
  expect(await linesOf('dep_2')).toEqual(['line 0']);
});

test('an event that comes twice changes nothing', async () => {
  const records = Array.from({ length: 30 }, (_, seq) => serializeLogRecord(chunk('dep_1', seq)));
  await forward(records);
  await forward(records.slice(10));
  expect(await linesOf('dep_1')).toHaveLength(30);
});

test('the test message of CloudWatch is left alone', async () => {
  await forward([serializeLogRecord(chunk('dep_1', 0))], 'CONTROL_MESSAGE');
  expect(await linesOf('dep_1')).toEqual([]);
});

test('a batch fits a message of a subscription, and no chunk is lost or moved', () => {
  const sizes = [1, maxRecordBytes, 10, maxRecordBytes, maxRecordBytes, 5_000];
  const chunks = Array.from({ length: 200 }, (_, seq) =>
    chunk('dep_1', seq, 'é'.repeat((sizes[seq % sizes.length] ?? 1) / 2)),
  );
  const cut = batches(chunks);
  expect(cut.flat()).toEqual(chunks);
  for (const batch of cut) {
    expect(batch.length).toBeLessThanOrEqual(12);
    expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(200_000);
  }
});
