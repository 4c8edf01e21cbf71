import { describe, expect, it } from 'vitest';
import type { LogRecord } from './log-record';
import { maxRecordBytes, parseLogRecord, serializeLogRecord } from './log-record';

const chunk: LogRecord = {
  trellis: 1,
  type: 'chunk',
  deploymentId: 'dep_1',
  firstSeq: 0,
  count: 2,
  step: 'TEST',
  time: 1_700_000_000_000,
  text: 'a\n"b" \u001b[31mred\u001b[0m é',
  stderr: [1],
  continues: false,
};
const end: LogRecord = { trellis: 1, type: 'end', deploymentId: 'dep_1', lines: 2, hash: 'a'.repeat(64) };

describe('a log record', () => {
  it.each([chunk, end])('is read back as it was written', (record) => {
    const line = serializeLogRecord(record);
    expect(line).not.toContain('\n');
    expect(parseLogRecord(line)).toEqual(record);
  });

  it.each([
    'hello',
    '',
    '{"trellis":1,',
    '{"trellis":1,"type":"other"}',
    serializeLogRecord({ ...chunk, stderr: [2] }),
    serializeLogRecord({ ...chunk, count: 0, stderr: [] }),
    serializeLogRecord({ ...chunk, firstSeq: -1 }),
    serializeLogRecord({ ...chunk, deploymentId: '' }),
    serializeLogRecord({ ...end, hash: 'A' }),
    serializeLogRecord(chunk).replace('"TEST"', '"toString"'),
  ])('is not seen in %j', (line) => {
    expect(parseLogRecord(line)).toBeUndefined();
  });

  it.each(['x'.repeat(maxRecordBytes), 'é'.repeat(maxRecordBytes / 2)])(
    'is not seen in a line that is longer than any, which would be too large for all that comes after',
    (text) => {
      const line = serializeLogRecord({ ...chunk, count: 1, stderr: [], text });
      expect(parseLogRecord(line)).toBeUndefined();
    },
  );
});
