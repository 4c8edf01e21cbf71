/**
 * Follows a log from its first line to its end, for tools that pass lines on and keep none: every line once and in order, whatever
 * the live side loses, repeats or shuffles, in bounded memory however long the log is and however slowly the lines are taken.
 */
import type { FollowEnd, FollowEvent, FollowOptions } from './follow-events';
import { Follower } from './follower';
import type { LogSource } from './source';

export type { FollowEnd, FollowEvent, FollowOptions };

/**
 * Follows a log to its end.
 *
 * @returns events in the order of the log; the last one says how it ended
 * @throws what a read throws and `isFinal` says is final; everything else is tried again
 * @example for await (const event of followLog(source)) if (event.type === 'lines') print(event.lines);
 */
export async function* followLog(
  source: LogSource,
  options: FollowOptions = {},
): AsyncGenerator<FollowEvent, void, undefined> {
  const follower = new Follower(source, options);
  const stop = source.listen(follower.inbox);
  try {
    yield* follower.events();
  } finally {
    stop();
  }
}
