/** What of a log is taken, and what is refused, by the resolvers on the real table. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publishLogsMutation } from '../core/announcements';
import type { DeploymentRecord } from '../core/records';
import { deploymentKey } from '../core/table';
import { getItem } from '../functions/adapters/dynamo';
import { useInstallation } from '../functions/testing/installation';
import { chunkOf, givenRunning, publish, storedLines, taskId } from '../functions/testing/logs';

const trellis = useInstallation();

const read = async (from = 0, limit = 50) => {
  const { data } = await trellis.graphql(
    `{ logs(deploymentId: "dep_1", fromSeq: ${from}, limit: ${limit}) { chunks { firstSeq text } nextSeq } }`,
  );
  return (data as { logs: { chunks: { firstSeq: number; text: string }[]; nextSeq: number | null } }).logs;
};

const linesRead = async (): Promise<string[]> =>
  (await read()).chunks.flatMap(({ text }) => text.split('\n'));

const refused = (code: string) => expect.objectContaining({ code }) as Error;

const deployment = () => getItem<DeploymentRecord>(deploymentKey('dep_1'));

describe('chunks', () => {
  test('in any order, and told twice, give the same pages', async () => {
    await givenRunning();
    await publish([chunkOf(30)]);
    await publish([chunkOf(0, 10), chunkOf(10, 10)]);
    await publish([chunkOf(10, 10), chunkOf(20, 10)]);
    expect(await read(0, 2)).toMatchObject({ chunks: [{ firstSeq: 0 }, { firstSeq: 10 }], nextSeq: 20 });
    expect(await read(20, 2)).toMatchObject({ chunks: [{ firstSeq: 20 }, { firstSeq: 30 }] });
    expect(await storedLines()).toEqual([{ from: 0, to: 30 }]);
  });

  test('in random batches, repeated and shuffled, are stored once each, and the table knows which', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat(10_000)),
        async (counts, dice) => {
          const id = `dep_${(round += 1)}`;
          await givenRunning(id);
          let next = 0;
          const chunks = counts.map((count) => chunkOf((next += count) - count, count));
          const calls = [...chunks, ...chunks].map((chunk) => ({ chunk, at: Number(dice.next().value) }));
          for (const { chunk } of calls.sort((one, other) => one.at - other.at))
            await publish([chunk], taskId, id);
          expect(await storedLines(id)).toEqual([{ from: 0, to: next - 1 }]);
          const { data } = await trellis.graphql(`{ logs(deploymentId: "${id}") { chunks { text } } }`);
          const texts = (data as { logs: { chunks: { text: string }[] } }).logs.chunks;
          expect(texts).toEqual(chunks.map(({ text }) => ({ text })));
        },
      ),
      { numRuns: 20 },
    );
  }, 30_000);

  test.each([
    ['no chunk', [], 'input.invalid'],
    ['13 chunks', Array.from({ length: 13 }, (_, seq) => chunkOf(seq)), 'input.invalid'],
    ['more characters than a record holds', [chunkOf(0, 1, { text: 'x'.repeat(16_001) })], 'input.too_large'],
    ['a line before the first', [chunkOf(-1)], 'input.invalid'],
    ['a chunk of no line', [chunkOf(0, 0, { text: '' })], 'input.invalid'],
    ['a line beyond all numbers', [chunkOf(2_147_483_647)], 'input.invalid'],
    ['fewer lines than are counted', [chunkOf(0, 2, { text: 'one' })], 'input.invalid'],
    ['more lines than are counted', [chunkOf(0, 1, { text: 'one\ntwo' })], 'input.invalid'],
    ['more marks of standard error than lines', [chunkOf(0, 1, { stderr: [0, 0] })], 'input.invalid'],
    ['chunks that descend', [chunkOf(1), chunkOf(0)], 'log.not_in_order'],
    ['chunks that overlap', [chunkOf(0, 2), chunkOf(1)], 'log.not_in_order'],
    ['the same chunk twice in a call', [chunkOf(0), chunkOf(0)], 'log.not_in_order'],
  ])('%s: refused, and nothing is stored', async (_what, chunks, code) => {
    await givenRunning();
    await expect(publish(chunks)).rejects.toThrow(refused(code));
    expect(await linesRead()).toEqual([]);
    expect(await storedLines()).toEqual([]);
  });

  test('of more than 200,000 characters are refused', async () => {
    await givenRunning();
    const text = 'x'.repeat(16_000);
    const [chunks] = [Array.from({ length: 12 }, (_, seq) => chunkOf(seq, 1, { text }))];
    await publish(chunks);
    await expect(publish([chunkOf(20, 1, { text: `${text}x` })])).rejects.toThrow(refused('input.too_large'));
  });

  test('are for Trellis itself to publish, not for people', async () => {
    const variables = { deploymentId: 'dep_1', taskId, chunks: [] };
    const answer = await trellis.graphql(publishLogsMutation, variables);
    expect(answer.errors?.[0]?.errorType).toBe('Unauthorized');
  });
});

describe('a log takes no lines', () => {
  test('of a deployment that does not exist', async () => {
    await expect(publish([chunkOf(0)])).rejects.toThrow(refused('deployment.not_found'));
  });

  test('of a deployment that has not run', async () => {
    await givenRunning('dep_1', { status: 'CANCELLED', startedAt: null });
    await expect(publish([chunkOf(0)])).rejects.toThrow(refused('log.not_started'));
    expect(await storedLines()).toEqual([]);
  });

  test('of a task that does not run it; while no task is noted, the claim decides', async () => {
    await givenRunning();
    for (const other of ['f'.repeat(32), taskId.slice(1), 'arn'])
      await expect(publish([chunkOf(0)], other)).rejects.toThrow(refused('log.other_task'));
    expect(await linesRead()).toEqual([]);
    await givenRunning('dep_1', { taskArn: null });
    await publish([chunkOf(0)], 'f'.repeat(32));
    expect(await linesRead()).toEqual(['line 0']);
  });

  test('beyond its end, but late ones below it, whenever they come', async () => {
    await givenRunning('dep_1', { status: 'SUCCEEDED', logLines: 3, logHash: 'a' });
    await publish([chunkOf(1, 2)]);
    await expect(publish([chunkOf(3)])).rejects.toThrow(refused('log.after_end'));
    await expect(publish([chunkOf(2, 2)])).rejects.toThrow(refused('log.after_end'));
    await publish([chunkOf(0)]);
    expect(await linesRead()).toEqual(['line 0', 'line 1', 'line 2']);
  });

  test.each([
    ['another text', chunkOf(0, 2, { text: 'other\nwords' })],
    ['another time', chunkOf(0, 2, { time: 2 })],
    ['other marks of standard error', chunkOf(0, 2, { stderr: [1] })],
    ['another step', chunkOf(0, 2, { step: 'DEPLOY' })],
    ['a continuation', chunkOf(0, 2, { continues: true })],
    ['a shorter cut', chunkOf(0)],
    ['a longer cut', chunkOf(0, 3)],
    ['a cut from the middle', chunkOf(1)],
    ['a cut from the middle to beyond', chunkOf(1, 4)],
  ])('that contradict stored ones: %s', async (_what, other) => {
    await givenRunning();
    await publish([chunkOf(0, 2), chunkOf(2, 1)]);
    await expect(publish([other, chunkOf(9)])).rejects.toThrow(refused('log.conflict'));
    expect(await linesRead()).toEqual(['line 0', 'line 1', 'line 2']);
    expect(await storedLines()).toEqual([{ from: 0, to: 2 }]);
  });

  test('over many small ones that are stored', async () => {
    await givenRunning();
    await publish(Array.from({ length: 10 }, (_, seq) => chunkOf(seq)));
    await expect(publish([chunkOf(0, 30)])).rejects.toThrow(refused('log.conflict'));
    expect(await linesRead()).toHaveLength(10);
  });
});

describe('lines that come after the end', () => {
  test('are missing no more', async () => {
    await givenRunning();
    await publish([chunkOf(5, 3)]);
    const logMissing = [
      { from: 0, to: 4 },
      { from: 8, to: 9 },
    ];
    const ended = { status: 'FAILED', logLines: 10, logHash: 'a', logMissing, logRevision: 1 } as const;
    await givenRunning('dep_1', ended);
    await publish([chunkOf(2, 3)]);
    expect((await deployment())?.logMissing).toEqual([
      { from: 0, to: 1 },
      { from: 8, to: 9 },
    ]);
    await publish([chunkOf(0, 2), chunkOf(8, 2)]);
    expect((await deployment())?.logMissing).toEqual([]);
  });

  test('make the log of a lost builder longer, since nobody knew its end', async () => {
    await givenRunning('dep_1', { status: 'FAILED', logLines: 1, logHash: null });
    await publish([chunkOf(0), chunkOf(1, 2)]);
    expect((await deployment())?.logLines).toBe(3);
    expect(await linesRead()).toHaveLength(3);
  });
});

test('a deployment that is older than the list of missing lines has an empty one', async () => {
  await givenRunning('dep_1', { logMissing: undefined });
  await publish([chunkOf(0)]);
  const { data } = await trellis.graphql('{ deployment(id: "dep_1") { logMissing { from to } } }');
  expect(data).toEqual({ deployment: { logMissing: [] } });
});

test('of an expired log nothing is read, though the table may still hold it', async () => {
  await givenRunning('dep_1', { logExpiresAt: new Date(Date.now() - 1_000).toISOString() });
  await publish([chunkOf(0), chunkOf(1)]);
  expect(await read()).toEqual({ chunks: [], nextSeq: null });
});

test('chunks expire with their log', async () => {
  await givenRunning('dep_1', { logExpiresAt: '2100-01-01T00:00:00.000Z' });
  await publish([chunkOf(0)]);
  const [chunk, log] = await Promise.all(
    [
      { pk: 'LOG#dep_1', sk: '000000000000' },
      { pk: 'DEP#dep_1', sk: 'LOG' },
    ].map((key) => getItem<{ expiresAt: number }>(key)),
  );
  expect([chunk?.expiresAt, log?.expiresAt]).toEqual([4_102_444_800, 4_102_444_800]);
});
