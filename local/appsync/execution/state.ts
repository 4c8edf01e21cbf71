/** What belongs to one request while its fields resolve. */
import type { GraphQLError } from 'graphql';
import type { Caller } from '../auth/caller';
import type { SubscriptionInvalidation } from '../util/frame';

/** State of one request; the `contextValue` of its execution. */
export interface RequestState {
  caller: Caller;
  headers: Record<string, string>;
  variables: Record<string, unknown>;
  /** Errors of `util.appendError`, with their places. */
  appended: GraphQLError[];
  invalidations: SubscriptionInvalidation[];
  /** True while an event is cut to a subscriber's selection: fields are read from it and no resolver runs. */
  delivering: boolean;
}

/** A state with nothing in it yet. */
export const newState = (
  caller: Caller,
  headers: Record<string, string> = {},
  variables: Record<string, unknown> = {},
  delivering = false,
): RequestState => ({ caller, headers, variables, appended: [], invalidations: [], delivering });
