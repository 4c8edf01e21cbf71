/** The operation of EventBridge that Trellis uses. */
import { z } from 'zod';
import type { EventBus } from '../events/event-bus';
import { accountId, eventBus, region } from '../names';
import { AwsError } from './errors';
import { operation, type Operations } from './operations';

// The service's own limits.
const maximumEntries = 10;
const maximumBytes = 256 * 1024;

const entry = z.looseObject({
  EventBusName: z.string().optional(),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
});

const input = z.looseObject({ Entries: z.array(entry).min(1).max(maximumEntries) });

const busArn = `arn:aws:events:${region}:${accountId}:event-bus/${eventBus}`;

const readDetail = (text: string): Record<string, unknown> | undefined => {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const refused = (ErrorCode: string, ErrorMessage: string): object => ({ ErrorCode, ErrorMessage });

const put = (bus: Pick<EventBus, 'put'>, given: z.infer<typeof entry>): object => {
  const { EventBusName, Source, DetailType, Detail } = given;
  if (EventBusName !== eventBus && EventBusName !== busArn)
    return refused('ResourceNotFoundException', `Event bus ${EventBusName ?? 'default'} does not exist.`);
  if (!Source || !DetailType || Detail === undefined)
    return refused('InvalidArgument', 'Source, DetailType and Detail are needed.');
  const detail = readDetail(Detail);
  if (!detail) return refused('MalformedDetail', 'Detail is malformed.');
  return { EventId: bus.put({ source: Source, detailType: DetailType, detail }) };
};

/** `AWSEvents.*` */
export const eventBridge = (bus: Pick<EventBus, 'put'>): Operations => ({
  PutEvents: operation(input, 'ValidationException', ({ Entries }) => {
    if (Buffer.byteLength(JSON.stringify(Entries)) > maximumBytes)
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    const results = Entries.map((each) => put(bus, each));
    return {
      FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
      Entries: results,
    };
  }),
});
