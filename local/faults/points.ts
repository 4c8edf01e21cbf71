/**
 * Points at which something can go wrong: before and after each effect that a part has on the world. A point is named by who acts,
 * what it does, the how manieth time, and the side: `deploy:UpdateItem#2:after`.
 */
import type { Effect, Plan, Rule } from './rules';
import { seededRandom } from './random';

/** A point that a rule struck. */
export interface Hit {
  point: string;
  effect: Effect['kind'];
}

/** An effect's two sides. */
interface Passage {
  /** Waits or dies where a rule says so, and gives what else is to happen; the caller does that. */
  reach(side: 'before' | 'after'): Promise<Effect | undefined>;
}

/** All points of a host, and the rules that are in force. */
export interface Points {
  /** Forgets what was, and puts rules in force. */
  arm(plan: Plan): void;
  /** An actor is about to do something; `text` gives what a rule may look into. */
  enter(actor: string, operation: string, text?: () => string): Passage;
  /** Lets everything go on that is held. */
  release(): void;
  reached(): readonly string[];
  hits(): readonly Hit[];
}

const matcher = ({ at }: Rule): RegExp =>
  new RegExp(`^${at.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Makes the points; `die` ends the process. */
export const createPoints = (die: () => void = () => process.kill(process.pid, 'SIGKILL')): Points => {
  let rules: { rule: Rule; pattern: RegExp; left: number }[] = [];
  let random = seededRandom(1);
  let counts = new Map<string, number>();
  let reached: string[] = [];
  let hits: Hit[] = [];
  const held: (() => void)[] = [];

  const strike = (name: string, numbered: string, text: () => string): Effect | undefined => {
    const found = rules.find(
      ({ rule, pattern, left }) =>
        left > 0 &&
        (pattern.test(numbered) || pattern.test(name)) &&
        (rule.contains === undefined || text().includes(rule.contains)) &&
        random() < rule.chance,
    );
    if (!found) return undefined;
    found.left -= 1;
    hits.push({ point: numbered, effect: found.rule.effect.kind });
    const { effect } = found.rule;
    return effect.kind === 'later' ? { ...effect, ms: effect.ms * random() } : effect;
  };

  const release = (): void => {
    for (const go of held.splice(0)) go();
  };

  return {
    release,
    reached: () => reached,
    hits: () => hits,
    arm(plan) {
      rules = plan.rules.map((rule) => ({ rule, pattern: matcher(rule), left: rule.times ?? Infinity }));
      random = seededRandom(plan.seed);
      counts = new Map();
      [reached, hits] = [[], []];
      release();
    },
    enter(actor, operation, text = () => '') {
      const what = `${actor}:${operation}`;
      const occurrence = (counts.get(what) ?? 0) + 1;
      counts.set(what, occurrence);
      return {
        async reach(side) {
          const numbered = `${what}#${occurrence}:${side}`;
          reached.push(numbered);
          const effect = strike(`${what}:${side}`, numbered, text);
          if (effect?.kind === 'kill') die();
          if (effect?.kind === 'delay') await pause(effect.ms);
          if (effect?.kind === 'hold') await new Promise<void>((resolve) => held.push(resolve));
          return effect;
        },
      };
    },
  };
};
