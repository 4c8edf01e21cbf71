/**
 * State of the handler that runs now: errors appended, filters set, who is asking. Handlers are synchronous, so one variable
 * that is swapped around each call is enough.
 */
import type { ResolverError } from './errors';
import type { SubscriptionFilter } from './subscription-filter';

/** What `extensions.invalidateSubscriptions` was given. */
export interface SubscriptionInvalidation {
  subscriptionField: string;
  payload: Record<string, unknown>;
}

/** What `util` and `extensions` read and leave behind while a handler runs. */
export interface Frame {
  /** What `util.authType()` answers. */
  authType: string;
  appended: ResolverError[];
  subscriptionFilter?: SubscriptionFilter;
  invalidationFilter?: SubscriptionFilter;
  invalidations: SubscriptionInvalidation[];
}

/** A frame with nothing in it. */
export const newFrame = (authType = 'API Key Authorization'): Frame => ({
  authType,
  appended: [],
  invalidations: [],
});

let current = newFrame();

/** The frame of the handler that runs now; a default one in tests that call handlers directly. */
export const currentFrame = (): Frame => current;

/** Runs a handler in a frame of its own. */
export function withFrame<T>(frame: Frame, run: () => T): T {
  const before = current;
  current = frame;
  try {
    return run();
  } finally {
    current = before;
  }
}
