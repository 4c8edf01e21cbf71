/** Functions that nobody waits for: what calls them is an event or the clock, so their failures must be kept and told. */
import { events, schedules, type FunctionName } from '../wiring';

const byEvents: readonly FunctionName[] = Object.values(events);
const byClock: readonly FunctionName[] = Object.values(schedules).map((schedule) => schedule.function);

/** True of a function whose next round comes by itself. */
export const isScheduled = (name: FunctionName): boolean => byClock.includes(name);

/** True of a function that is called without an answer being waited for. */
export const isAsync = (name: FunctionName): boolean => isScheduled(name) || byEvents.includes(name);
