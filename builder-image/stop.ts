/** Why a deployment stops before its end, decided once: the first reason counts. */

/**
 * CANCELLED: a person asked. TIMED_OUT: it ran too long. ENDED: the platform ends the task. LOST: somebody else holds the
 * deployment now, so nothing may be reported any more.
 */
export type StopReason = 'CANCELLED' | 'TIMED_OUT' | 'ENDED' | 'LOST';

/** A stop that can be asked for, and listened to. */
export interface Stop {
  signal: AbortSignal;
  reason(): StopReason | undefined;
  request(reason: StopReason): void;
}

/** A stop that nobody has asked for yet. */
export const createStop = (): Stop => {
  const controller = new AbortController();
  let reason: StopReason | undefined;
  return {
    signal: controller.signal,
    reason: () => reason,
    request(wanted) {
      reason ??= wanted;
      controller.abort();
    },
  };
};
