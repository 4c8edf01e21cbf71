/** Who follows what: every subscription of an API, and how an event finds and is cut for them. */
import { executeSync, type GraphQLError } from 'graphql';
import type { Caller } from '../auth/caller';
import type { Api, MutationEvent, Runnable } from '../execution/api';
import { formatError } from '../execution/errors';
import { newState } from '../execution/state';
import type { SubscriptionInvalidation } from '../util/frame';
import { filterMatches, type SubscriptionFilter } from '../util/subscription-filter';
import type { LogEntry } from '../types';
import { isRecord } from '../values';

/** One registered subscription. */
export interface Subscription {
  field: string;
  runnable: Runnable;
  operationName: string | undefined;
  variables: Record<string, unknown>;
  caller: Caller;
  /** Arguments that were given, by name; each must equal the event's field of that name. */
  wanted: readonly (readonly [string, unknown])[];
  /** Takes the place of `wanted` when a resolver set one. */
  filter?: SubscriptionFilter;
  invalidationFilter?: SubscriptionFilter;
  /** Subscriptions of one group get the same bytes. */
  group: string;
  /** Takes an event: a response as JSON, and the brace that closes the message around it. The same bytes may go to others. */
  deliver(bytes: Buffer): void;
  /** The subscription was invalidated. */
  end(): void;
}

/** Larger events are dropped, as AppSync drops them. */
const MAX_PAYLOAD_BYTES = 240 * 1024;

const same = (left: unknown, right: unknown): boolean =>
  left === right ||
  (typeof left === 'object' && typeof right === 'object' && JSON.stringify(left) === JSON.stringify(right));

function matches(subscription: Subscription, payload: unknown): boolean {
  if (subscription.filter) return filterMatches(subscription.filter, payload);
  return subscription.wanted.every(([name, value]) =>
    same(value, (isRecord(payload) ? payload[name] : undefined) ?? null),
  );
}

/** What is kept per API about subscriptions. */
export class Subscriptions {
  private readonly byField = new Map<string, Set<Subscription>>();
  private readonly warned = new Set<string>();

  constructor(
    private readonly api: Api,
    private readonly log: (entry: LogEntry) => void,
  ) {}

  add(subscription: Subscription): void {
    const known = this.byField.get(subscription.field);
    if (known) known.add(subscription);
    else this.byField.set(subscription.field, new Set([subscription]));
  }

  remove(subscription: Subscription): void {
    this.byField.get(subscription.field)?.delete(subscription);
  }

  /** Hands an event to all who follow its mutation and want it. It is cut and written once for each group. */
  publish(event: MutationEvent): void {
    for (const field of this.api.fedBy.get(event.field) ?? []) {
      const written = new Map<string, Buffer>();
      for (const subscription of [...(this.byField.get(field) ?? [])]) {
        if (!matches(subscription, event.payload)) continue;
        if (event.aliased) this.warnOfAliases(event.field);
        const bytes = written.get(subscription.group) ?? this.write(subscription, event.payload);
        written.set(subscription.group, bytes);
        if (bytes.length - 1 <= MAX_PAYLOAD_BYTES) subscription.deliver(bytes);
        else
          this.log({
            level: 'error',
            message: `An event of Subscription.${field} was dropped: ${bytes.length - 1} bytes, at most ${MAX_PAYLOAD_BYTES} are delivered.`,
          });
      }
    }
  }

  private warnOfAliases(field: string): void {
    if (this.warned.has(field)) return;
    this.warned.add(field);
    this.log({
      level: 'warn',
      message: `A call of Mutation.${field} selects fields by alias: subscribers get null for them, here as on AWS.`,
    });
  }

  /** Ends the subscriptions that a resolver's invalidation hits. */
  invalidate({ subscriptionField, payload }: SubscriptionInvalidation): void {
    for (const subscription of [...(this.byField.get(subscriptionField) ?? [])])
      if (subscription.invalidationFilter && filterMatches(subscription.invalidationFilter, payload)) {
        this.remove(subscription);
        subscription.end();
      }
  }

  /** The event cut to a selection, in the form of a response, for `deliver`. Resolvers of its fields do not run. */
  private write(
    { field, runnable, operationName, variables, caller }: Subscription,
    payload: unknown,
  ): Buffer {
    const result = executeSync({
      schema: this.api.schema,
      document: runnable.document,
      operationName,
      rootValue: { [field]: payload },
      variableValues: variables,
      contextValue: newState(caller, {}, variables, true),
      fieldResolver: this.api.defaultResolver,
    });
    const errors = result.errors?.map((error: GraphQLError) =>
      formatError(error, this.api.schema, runnable.document),
    );
    return Buffer.from(`${JSON.stringify({ data: result.data ?? null, ...(errors ? { errors } : {}) })}}`);
  }
}
