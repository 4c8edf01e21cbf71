/** Follows the events of a stack while something works on it. */
import type { CloudFormationClient, StackEvent } from '@aws-sdk/client-cloudformation';
import { pause } from '../pause';
import { eventsPage } from './describe';
import { unseen } from './events';

/** Events since the watch began; `end` looks once more and answers with all of them, oldest first. */
export interface Watch {
  end(): Promise<StackEvent[]>;
}

/**
 * Begins to watch. A question that fails is asked again: progress is no reason to end a deployment.
 *
 * @param name - a stack's name, or its id for one that goes away
 */
export const watchStack = async (
  client: CloudFormationClient,
  name: string,
  { pollMs, onEvent }: { pollMs: number; onEvent: (event: StackEvent) => void },
): Promise<Watch> => {
  const seen = new Set<string>();
  const all: StackEvent[] = [];
  for (const { EventId } of (await eventsPage(client, name)).events) if (EventId) seen.add(EventId);

  const look = async (): Promise<void> => {
    let fresh: StackEvent[] = [];
    let next: string | undefined;
    do {
      const page = await eventsPage(client, name, next);
      const news = unseen(page.events, seen);
      fresh = [...news, ...fresh];
      // A page with something known on it is the last one that matters.
      next = news.length === page.events.length ? page.next : undefined;
    } while (next !== undefined);
    for (const event of fresh) {
      seen.add(event.EventId ?? '');
      all.push(event);
      onEvent(event);
    }
  };

  const ended = new AbortController();
  const follow = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await pause(pollMs, ended.signal);
      await look().catch(() => undefined);
    }
  };
  const following = follow();
  const end = async (): Promise<StackEvent[]> => {
    ended.abort();
    await following;
    await look().catch(() => undefined);
    return all;
  };
  let ending: Promise<StackEvent[]> | undefined;
  return { end: () => (ending ??= end()) };
};
