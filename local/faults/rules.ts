/** Faults as data: at which point, what happens, how often. */
import { z } from 'zod';

const error = z.object({
  kind: z.literal('error'),
  /** What `error.name` becomes in a client of AWS; a function's error has only the message. */
  type: z.string(),
  message: z.string(),
  status: z.number().int().default(400),
  /** Further fields of the error, as AWS sends them (`resourceIds`). */
  fields: z.record(z.string(), z.unknown()).default({}),
});

const effect = z.discriminatedUnion('kind', [
  /** The process ends at this very point, by SIGKILL. */
  z.object({ kind: z.literal('kill') }),
  /** Before: nothing is done. After: it is done, and the answer says that it was not. */
  error,
  /** Before: an answer of the service's own in place of the work, such as ECS' `failures`. */
  z.object({ kind: z.literal('answer'), body: z.record(z.string(), z.unknown()) }),
  /** The connection ends without an answer. */
  z.object({ kind: z.literal('cut') }),
  z.object({ kind: z.literal('delay'), ms: z.number().min(0) }),
  /** Waits until the test releases it. */
  z.object({ kind: z.literal('hold') }),
  /** A function that is not called, though its caller is told so: a lost event. */
  z.object({ kind: z.literal('lose') }),
  /** A function that is called only later, at most so many milliseconds, so that events overtake each other. */
  z.object({ kind: z.literal('later'), ms: z.number().min(0) }),
  /** A function that is called so many times more. */
  z.object({ kind: z.literal('repeat'), more: z.number().int().min(1) }),
  /** A batch of which the table takes only the first part and gives the rest back. */
  z.object({ kind: z.literal('partial') }),
]);

/** What happens at a point. */
export type Effect = z.output<typeof effect>;

const rule = z.object({
  /** A point, or a pattern with `*` of points; without `#n` it means every occurrence. */
  at: z.string(),
  effect,
  /** A text that the event of a function's call must hold. */
  contains: z.string().optional(),
  /** How often it happens; as often as the point is reached when left out. */
  times: z.number().int().min(1).optional(),
  /** How likely it is each time, from 0 to 1. */
  chance: z.number().min(0).max(1).default(1),
});

/** A fault. */
export type Rule = z.output<typeof rule>;

/** A fault as a test writes it down. */
export type RuleInput = z.input<typeof rule>;

/** What a test arms a host with. */
export const plan = z.object({
  seed: z.number().int().default(1),
  rules: z.array(rule).default([]),
  /** Whether calls of functions are kept, with their events. */
  record: z.boolean().default(false),
});

/** Rules, and the seed of what is left to chance. */
export type Plan = z.output<typeof plan>;

/** A plan as a test writes it down. */
export type PlanInput = z.input<typeof plan>;
