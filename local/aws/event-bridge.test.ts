import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventBus } from '../names';
import { startTestPlatform, type TestPlatform } from '../testing/test-platform';

let platform: TestPlatform;
let client: EventBridgeClient;

beforeAll(async () => {
  platform = await startTestPlatform(['/bin/sh', '-c', 'true']);
  const { url: endpoint, credentials } = platform;
  client = new EventBridgeClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
});

afterAll(() => platform.close());

const good: PutEventsRequestEntry = {
  EventBusName: eventBus,
  Source: 'trellis',
  DetailType: 'Deployment Changed',
  Detail: JSON.stringify({ deploymentId: 'dep_1' }),
};

const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));

test('an event that is put reaches the function of the wiring', async () => {
  const { FailedEntryCount, Entries } = await put(good);
  expect(FailedEntryCount).toBe(0);
  expect(await platform.changed('dep_1')).toMatchObject({
    id: Entries?.[0]?.EventId,
    detail: { deploymentId: 'dep_1' },
  });
});

test.each([
  ['for another bus', { EventBusName: 'other' }, 'ResourceNotFoundException'],
  ['without a source', { Source: '' }, 'InvalidArgument'],
  ['whose detail is no JSON', { Detail: '{' }, 'MalformedDetail'],
  ['whose detail is no object', { Detail: '[]' }, 'MalformedDetail'],
])('an event %s is refused by itself, and the one beside it taken', async (_what, change, ErrorCode) => {
  const { FailedEntryCount, Entries } = await put({ ...good, ...change }, good);
  expect(FailedEntryCount).toBe(1);
  expect(Entries).toMatchObject([{ ErrorCode }, { EventId: expect.any(String) as string }]);
});

test('more events than one call may bring are refused', async () => {
  await expect(put(...Array.from({ length: 11 }, () => good))).rejects.toThrow(
    expect.objectContaining({ name: 'ValidationException' }),
  );
});
