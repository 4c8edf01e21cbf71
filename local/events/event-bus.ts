/** EventBridge's bus on one machine: hands each event to the function that the wiring names, as Lambda's asynchronous calls do. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { accountId, region } from '../names';
import type { Log } from '../log';

/** An event as it is put. */
export interface PutEvent {
  source: string;
  detailType: string;
  /** A JSON object. */
  detail: Record<string, unknown>;
}

/** An event as EventBridge delivers it ("EventBridge events" in its user guide). */
interface DeliveredEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}

/** A bus. */
export interface EventBus {
  /** Takes an event and gives its id; it is delivered after that. */
  put(event: PutEvent): string;
  /** Ends deliveries: those under way get some time, retries are given up. */
  close(): Promise<void>;
}

/** How fast a bus is. */
interface BusPace {
  /** Between an event's tries. */
  retriesMs?: readonly number[];
  /** From an event's put to its first try. */
  travelMs?: number;
}

/** Lambda waits one and two minutes; here the outage of a service is over sooner than a person's patience. */
const RETRIES_MS = [2_000, 20_000];
/** How long an event is on its way: EventBridge takes about twice that. Whoever put it starts a builder meanwhile, and has the processor first. */
const TRAVEL_MS = 250;
// What is under way can be cut off anywhere, as a Lambda could be.
const patienceMs = 3_000;

/**
 * Makes a bus.
 *
 * @param deliver calls the function; what it throws is a failure, and the event is delivered again, twice at most
 */
export const createEventBus = (
  deliver: (event: DeliveredEvent) => Promise<unknown>,
  log: Pick<Log, 'warn'>,
  { retriesMs = RETRIES_MS, travelMs = TRAVEL_MS }: BusPace = {},
): EventBus => {
  const closing = new AbortController();
  const underWay = new Set<Promise<void>>();

  /** Over sooner when the bus is closed. */
  const rest = (ms: number): Promise<void> =>
    delay(ms, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);

  const attempt = async (event: DeliveredEvent): Promise<void> => {
    for (const wait of [...retriesMs, undefined]) {
      try {
        await deliver(event);
        return;
      } catch (error) {
        if (closing.signal.aborted) return;
        if (wait === undefined)
          log.warn(`the event ${event.id} is given up after ${retriesMs.length + 1} tries`, error);
        else await rest(wait);
        if (closing.signal.aborted) return;
      }
    }
  };

  return {
    put({ source, detailType, detail }) {
      const event: DeliveredEvent = {
        version: '0',
        id: randomUUID(),
        'detail-type': detailType,
        source,
        account: accountId,
        time: new Date().toISOString(),
        region,
        resources: [],
        detail,
      };
      // Whoever puts an event does not wait for what follows from it.
      const delivery: Promise<void> = rest(travelMs)
        .then(() => attempt(event))
        .finally(() => underWay.delete(delivery));
      underWay.add(delivery);
      return event.id;
    },
    close: async () => {
      closing.abort();
      await Promise.race([Promise.all(underWay), delay(patienceMs, undefined, { ref: false })]);
    },
  };
};
