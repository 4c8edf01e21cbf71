/** What the events of a stack tell: lines of progress, and the one failure that brought the others about. Pure. */
import type { StackEvent } from '@aws-sdk/client-cloudformation';

const verbs: Record<string, string> = {
  CREATE: 'created',
  UPDATE: 'updated',
  DELETE: 'removed',
  IMPORT: 'taken over',
};

/** What was being done to a resource, as `created`. */
export const verbOf = (status = ''): string => verbs[status.split('_')[0] ?? ''] ?? 'changed';

const isStackItself = (event: StackEvent): boolean =>
  event.PhysicalResourceId !== undefined && event.PhysicalResourceId === event.StackId;

/** `AWS::Lambda::Function` as `Lambda Function`. */
export const typeInWords = (type = 'resource'): string => type.split('::').slice(1).join(' ') || type;

/** A resource that is done, in a few words; undefined for events that are not worth a line. */
export const progressLine = (event: StackEvent): string | undefined => {
  const status = event.ResourceStatus ?? '';
  if (isStackItself(event) || !/^(?:CREATE|UPDATE|DELETE|IMPORT)_(?:COMPLETE|FAILED)$/.test(status))
    return undefined;
  const what = `${typeInWords(event.ResourceType)} ${event.LogicalResourceId ?? ''}`;
  return status.endsWith('FAILED') ? `not ${verbOf(status)}: ${what}` : `${verbOf(status)} ${what}`;
};

/** Events of a page that were not seen yet, oldest first. Pages come newest first. */
export const unseen = (page: readonly StackEvent[], seen: ReadonlySet<string>): StackEvent[] =>
  page.filter((event) => event.EventId !== undefined && !seen.has(event.EventId)).reverse();

// Others are stopped when one fails; these tell nothing.
const consequence = /cancelled|The following resource\(s\) failed/i;

/** The failure that came first, of events in the order of time. */
export const rootCause = (events: readonly StackEvent[]): StackEvent | undefined =>
  events.find(
    (event) =>
      event.ResourceStatus?.endsWith('_FAILED') &&
      event.ResourceStatusReason !== undefined &&
      !consequence.test(event.ResourceStatusReason) &&
      !isStackItself(event),
  ) ??
  events.find(
    (event) => event.ResourceStatusReason !== undefined && /FAILED|ROLLBACK/.test(event.ResourceStatus ?? ''),
  );
