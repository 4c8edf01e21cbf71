import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePush, withReplaced, type BranchKnowledge } from './push-order';
import type { PushedHead } from './records';

const source = 'github.com/acme/shop#main';
const push = (commit: string, before: string | null = null) => ({ commit, before });
const knowing = (more: Partial<BranchKnowledge> = {}): BranchKnowledge => ({
  head: undefined,
  pushed: undefined,
  replaced: [],
  patient: false,
  ...more,
});
const taken = (commit: string) => ({ source, commit, taken: true, looks: 1 });

describe('a push whose branch can be read', () => {
  test.each([
    ['brings the head, its own commit', push('b', 'a'), knowing({ head: 'b' }), { take: 'b' }],
    ['brings the head, when the branch moved on', push('b', 'a'), knowing({ head: 'd' }), { take: 'd' }],
    [
      'brings nothing twice',
      push('b', 'a'),
      knowing({ head: 'b', pushed: taken('b') }),
      { refuse: 'duplicate' },
    ],
    [
      'brings nothing when its successor was taken',
      push('b', 'a'),
      knowing({ head: 'c', pushed: taken('c') }),
      { refuse: 'overtaken' },
    ],
    [
      'brings what the first look found there, which no push brought',
      push('b', 'a'),
      knowing({ head: 'b', pushed: { ...taken('b'), taken: false } }),
      { take: 'b' },
    ],
    [
      'returns to an earlier commit when it says so itself',
      push('a', 'b'),
      knowing({ head: 'a', pushed: taken('b'), replaced: ['a', 'b'] }),
      { take: 'a' },
    ],
    [
      'does not return to an earlier commit on the word of another push',
      push('c', 'b'),
      knowing({ head: 'a', pushed: taken('b'), replaced: ['a', 'b'] }),
      { refuse: 'overtaken' },
    ],
    [
      'asks again when it reads a commit that was replaced',
      push('b', 'a'),
      knowing({ head: 'a', replaced: ['a'], patient: true }),
      { again: true },
    ],
  ])('%s', (_what, claim, known, verdict) => {
    expect(judgePush(claim, known)).toEqual(verdict);
  });
});

describe('a push whose branch cannot be read', () => {
  test.each([
    ['brings its commit', push('b', 'a'), knowing(), { take: 'b' }],
    [
      'brings nothing that is known to be replaced',
      push('b', 'a'),
      knowing({ pushed: taken('c'), replaced: ['b'] }),
      { refuse: 'overtaken' },
    ],
    ['brings nothing twice', push('b'), knowing({ pushed: taken('b') }), { refuse: 'duplicate' }],
  ])('%s', (_what, claim, known, verdict) => {
    expect(judgePush(claim, known)).toEqual(verdict);
  });
});

test('the 50 commits that were replaced last are remembered, each once', () => {
  let commits: readonly string[] = [];
  for (let index = 0; index < 200; index += 1) commits = withReplaced(commits, String(index)) ?? commits;
  expect(commits).toEqual(Array.from({ length: 50 }, (_, index) => String(150 + index)));
  expect(withReplaced(commits, '199')).toBeUndefined();
});

/** One branch, one environment, and deliveries whose steps mix with each other and with pushes, as those of real functions do. */
class World {
  /** Commits in the order in which the branch pointed to them. */
  readonly branch: string[] = [];
  replaced: readonly string[] = [];
  /** The environment's item: one write changes all of it. */
  environment: { fence: number; pushed?: PushedHead } = { fence: 0 };
  /** What was admitted, and which push the head that was read belonged to. */
  readonly admitted: { commit: string; position: number }[] = [];

  constructor(private readonly history: readonly string[]) {}

  get live(): string | undefined {
    return this.admitted.at(-1)?.commit;
  }

  move(): void {
    this.branch.push(this.history[this.branch.length] ?? '');
  }

  /** The steps of taking the delivery of a push; each `yield` lets others act. */
  *take(index: number, readable: boolean): Generator<void> {
    const claim = push(this.history[index] ?? '', this.history[index - 1] ?? null);
    if (claim.before !== null) this.replaced = withReplaced(this.replaced, claim.before) ?? this.replaced;
    for (let asked = 0; ;) {
      yield;
      const { environment } = this;
      yield;
      const position = this.branch.length - 1;
      const head = readable ? this.branch[position] : undefined;
      yield;
      const { pushed } = environment;
      const known = { head, pushed, replaced: this.replaced, patient: asked < 2 };
      const verdict = judgePush(claim, known);
      yield;
      if ('again' in verdict) asked += 1;
      else if (environment !== this.environment) continue;
      else if ('refuse' in verdict) return void (this.environment = { ...environment });
      else return this.admit(verdict.take, readable ? position : index);
    }
  }

  private admit(commit: string, position: number): void {
    // The environment's own rule: what is wanted already is not wanted twice.
    if (this.live !== commit) this.admitted.push({ commit, position });
    this.environment = { fence: this.environment.fence + 1, pushed: taken(commit) };
  }
}

/** Lets pushes happen and their deliveries be taken, up to `width` at once, in an order that `choose` gives. */
const run = (
  world: World,
  history: readonly string[],
  choose: (count: number) => number,
  width: number,
): void => {
  const waiting: number[] = [];
  const running: Generator<void>[] = [];
  while (world.branch.length < history.length || waiting.length > 0 || running.length > 0) {
    const actions = [
      ...(world.branch.length < history.length ? ['push'] : []),
      ...(waiting.length > 0 && running.length < width ? ['deliver'] : []),
      ...(running.length > 0 ? ['step', 'step'] : []),
    ];
    const action = actions[choose(actions.length)];
    if (action === 'push') {
      world.move();
      waiting.push(world.branch.length - 1);
    } else if (action === 'deliver') {
      const [index = 0] = waiting.splice(choose(waiting.length), 1);
      running.push(world.take(index, true));
    } else {
      const place = choose(running.length);
      if (running[place]?.next().done) running.splice(place, 1);
    }
  }
};

const chooser = (seeds: readonly number[]) => {
  let at = 0;
  let state = 1;
  return (count: number): number => {
    state = (state * 1_103_515_245 + 12_345 + (seeds[(at += 1) % seeds.length] ?? 0)) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * count);
  };
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const seeds = fc.array(fc.nat(), { minLength: 5, maxLength: 40 });
/** Branches that also return to commits that they pointed to before; never to the commit where they are. */
const wanderings = fc
  .array(fc.constantFrom(...alphabet.slice(0, 6)), { minLength: 1, maxLength: 15 })
  .map((list) => list.filter((commit, index) => commit !== list[index - 1]));

describe('deliveries in any order, at any moment', () => {
  test.each([
    ['A to Z, all pushed before', fc.constant(alphabet), true],
    ['A to Z, while pushes go on', fc.constant(alphabet), false],
    ['with forced pushes back to earlier commits', wanderings, false],
  ])(
    'leave the head of the branch live and never an older commit after a newer one: %s',
    (_what, histories, first) => {
      fc.assert(
        fc.property(histories, seeds, fc.integer({ min: 1, max: 5 }), (history, numbers, width) => {
          const world = new World(history);
          const choose = chooser(numbers);
          const pushesFirst = (count: number): number =>
            first && world.branch.length < history.length ? 0 : choose(count);
          run(world, history, pushesFirst, width);
          expect(world.live).toBe(history.at(-1));
          const positions = world.admitted.map(({ position }) => position);
          expect(positions).toEqual(positions.toSorted((a, b) => a - b));
        }),
        { numRuns: 5_000 },
      );
    },
  );

  test('never bring a commit whose successor has come, even when the branch can never be read', () => {
    const order = fc.shuffledSubarray(
      alphabet.map((_, index) => index),
      { minLength: alphabet.length },
    );
    fc.assert(
      fc.property(order, (deliveries) => {
        const world = new World(alphabet);
        for (const [place, index] of deliveries.entries()) {
          const before = world.admitted.length;
          const steps = world.take(index, false);
          while (!steps.next().done);
          const admitted = world.admitted.length > before;
          expect(admitted).toBe(!deliveries.slice(0, place).includes(index + 1));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
