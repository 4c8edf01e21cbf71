import { expect, test } from 'vitest';
import { createLog } from '../log';
import { createEventBus, type PutEvent } from './event-bus';

const lines: string[] = [];
const log = createLog((line) => lines.push(line));
const event: PutEvent = {
  source: 'trellis',
  detailType: 'Deployment Changed',
  detail: { deploymentId: 'dep_1' },
};

/** A function that fails as often as asked, and a promise of its last call. */
const functionThat = (failures: number, calls: number) => {
  const seen: unknown[] = [];
  let reached: () => void = () => undefined;
  const called = new Promise<void>((resolve) => (reached = resolve));
  const deliver = (given: unknown): Promise<void> => {
    seen.push(given);
    if (seen.length === calls) reached();
    return seen.length <= failures ? Promise.reject(new Error('broken')) : Promise.resolve();
  };
  return { seen, called, deliver };
};

test('an event is delivered after it was taken, in the shape of EventBridge', async () => {
  const { seen, called, deliver } = functionThat(0, 1);
  const bus = createEventBus(deliver, log);
  const id = bus.put(event);
  expect(seen).toEqual([]);
  await called;
  expect(seen).toMatchObject([
    { id, version: '0', source: 'trellis', 'detail-type': 'Deployment Changed', detail: event.detail },
  ]);
  await bus.close();
});

test('a function that fails is called again with the same event, three times in all', async () => {
  const { seen, called, deliver } = functionThat(2, 3);
  const bus = createEventBus(deliver, log, { retriesMs: [1, 1], travelMs: 0 });
  bus.put(event);
  await called;
  await bus.close();
  expect(seen).toHaveLength(3);
  expect(new Set(seen.map((each) => (each as { id: string }).id)).size).toBe(1);
});

test('an event that always fails is given up, and the log says so', async () => {
  const { seen, deliver } = functionThat(Infinity, 3);
  lines.length = 0;
  let told: () => void = () => undefined;
  const givenUp = new Promise<void>((resolve) => (told = resolve));
  const bus = createEventBus(
    deliver,
    { warn: (...said) => (log.warn(...said), told()) },
    { retriesMs: [1, 1], travelMs: 0 },
  );
  bus.put(event);
  await givenUp;
  expect(seen).toHaveLength(3);
  expect(lines.join('')).toMatch(/is given up after 3 tries/);
  await bus.close();
});

test('closing waits for no retry', async () => {
  const { seen, called, deliver } = functionThat(Infinity, 1);
  const bus = createEventBus(deliver, log, { retriesMs: [60_000], travelMs: 0 });
  bus.put(event);
  await called;
  await bus.close();
  expect(seen).toHaveLength(1);
});

test('what is on its way when the bus is closed is delivered before it is', async () => {
  const { seen, deliver } = functionThat(0, 1);
  const bus = createEventBus(deliver, log, { travelMs: 60_000 });
  bus.put(event);
  await bus.close();
  expect(seen).toHaveLength(1);
});
