import { expect, test } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { subscriptionEvent } from './subscription-event';

const unpack = (event: ReturnType<typeof subscriptionEvent>): unknown =>
  JSON.parse(gunzipSync(Buffer.from(event.awslogs.data, 'base64')).toString());

test.each([1, 100, 20_000])('an event holds its %s lines as they are, in their order', (count) => {
  const lines = Array.from({ length: count }, (_, index) => `${index} "Grüße" \\ ${'x'.repeat(index % 40)}`);
  expect(unpack(subscriptionEvent('0123', { offset: 7, lines }))).toMatchObject({
    messageType: 'DATA_MESSAGE',
    logStream: 'builder/builder/0123',
    logEvents: lines.map((message) => ({ message })),
  });
});

test('an event that comes again names its lines as before, in growing order', () => {
  const ids = (): string[] => {
    const { logEvents } = unpack(subscriptionEvent('0123', { offset: 7, lines: ['a', 'b', 'c'] })) as {
      logEvents: { id: string }[];
    };
    return logEvents.map(({ id }) => id);
  };
  expect(ids()).toEqual([...new Set(ids())].sort());
});
