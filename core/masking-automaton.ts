/**
 * Finds many needles in one pass (Aho-Corasick). States near the root, where nearly all text is read, have full rows of
 * transitions; deeper ones, which are chains for the most part, have lists of children and a failure link. So long secrets
 * cost little memory and ordinary text is read at full speed.
 */

/** Transitions kept as full rows: 16 MB at most. */
const maxDenseEntries = 4_194_304;

/** The tables of an automaton. State 0 is the root; numbers grow with depth. */
export interface Automaton {
  /** For each UTF-16 unit its class; 0 for all that occur in no needle. */
  classOf: Uint16Array;
  classes: number;
  /** States below this number have a row in `rows`. */
  denseStates: number;
  rows: Int32Array;
  firstChild: Int32Array;
  nextSibling: Int32Array;
  /** The class that leads to a state. */
  label: Uint16Array;
  fail: Int32Array;
  /** How many characters a state has matched. */
  depth: Int32Array;
  /** The longest needle that ends in a state; 0 when none does. */
  match: Int32Array;
}

interface Trie {
  firstChild: Int32Array;
  nextSibling: Int32Array;
  label: Uint16Array;
  ends: Uint8Array;
  count: number;
}

const classify = (needles: readonly string[]): { classOf: Uint16Array; classes: number } => {
  const classOf = new Uint16Array(65_536);
  let classes = 1;
  for (const needle of needles) {
    for (let at = 0; at < needle.length; at++) {
      const unit = needle.charCodeAt(at);
      if (classOf[unit] === 0) classOf[unit] = classes++;
    }
  }
  return { classOf, classes };
};

const childOf = (trie: Trie, state: number, label: number): number => {
  let child = trie.firstChild[state] ?? 0;
  while (child !== 0 && trie.label[child] !== label) child = trie.nextSibling[child] ?? 0;
  return child;
};

const buildTrie = (needles: readonly string[], classOf: Uint16Array): Trie => {
  const size = needles.reduce((sum, needle) => sum + needle.length, 1);
  const trie: Trie = {
    firstChild: new Int32Array(size),
    nextSibling: new Int32Array(size),
    label: new Uint16Array(size),
    ends: new Uint8Array(size),
    count: 1,
  };
  for (const needle of needles) {
    let state = 0;
    for (let at = 0; at < needle.length; at++) {
      const label = classOf[needle.charCodeAt(at)] ?? 0;
      let child = childOf(trie, state, label);
      if (child === 0) {
        child = trie.count++;
        trie.label[child] = label;
        trie.nextSibling[child] = trie.firstChild[state] ?? 0;
        trie.firstChild[state] = child;
      }
      state = child;
    }
    trie.ends[state] = 1;
  }
  return trie;
};

/** The same trie with states numbered by depth. */
const renumber = (trie: Trie): Trie & { depth: Int32Array; parent: Int32Array } => {
  const { count } = trie;
  const order = new Int32Array(count);
  const result = {
    firstChild: new Int32Array(count),
    nextSibling: new Int32Array(count),
    label: new Uint16Array(count),
    ends: new Uint8Array(count),
    depth: new Int32Array(count),
    parent: new Int32Array(count),
    count,
  };
  let found = 1;
  for (let state = 0; state < found; state++) {
    const old = order[state] ?? 0;
    let previous = 0;
    for (let child = trie.firstChild[old] ?? 0; child !== 0; child = trie.nextSibling[child] ?? 0) {
      const number = found++;
      order[number] = child;
      result.label[number] = trie.label[child] ?? 0;
      result.ends[number] = trie.ends[child] ?? 0;
      result.depth[number] = (result.depth[state] ?? 0) + 1;
      result.parent[number] = state;
      if (previous === 0) result.firstChild[state] = number;
      else result.nextSibling[previous] = number;
      previous = number;
    }
  }
  return result;
};

/** The state after one more character of class `label`. */
export const advance = (automaton: Omit<Automaton, 'match'>, from: number, label: number): number => {
  const { denseStates, firstChild, nextSibling, fail } = automaton;
  let state = from;
  while (state >= denseStates) {
    let child = firstChild[state] ?? 0;
    while (child !== 0 && automaton.label[child] !== label) child = nextSibling[child] ?? 0;
    if (child !== 0) return child;
    state = fail[state] ?? 0;
  }
  return automaton.rows[state * automaton.classes + label] ?? 0;
};

/** Builds the automaton of these needles; empty ones are ignored. */
export const buildAutomaton = (needles: readonly string[]): Automaton => {
  const { classOf, classes } = classify(needles);
  const { count, ends, parent, depth, ...trie } = renumber(buildTrie(needles, classOf));
  const denseStates = Math.max(1, Math.min(count, Math.floor(maxDenseEntries / classes)));
  const rows = new Int32Array(denseStates * classes);
  const fail = new Int32Array(count);
  const match = new Int32Array(count);
  const automaton: Automaton = { classOf, classes, denseStates, rows, fail, depth, match, ...trie };

  for (let state = 0; state < count; state++) {
    const above = parent[state] ?? 0;
    // States come by depth, so all that this one falls back to is complete already.
    if (above !== 0) fail[state] = advance(automaton, fail[above] ?? 0, trie.label[state] ?? 0);
    const fallback = fail[state] ?? 0;
    match[state] = ends[state] === 1 ? (depth[state] ?? 0) : (match[fallback] ?? 0);
    if (state >= denseStates) continue;
    if (state > 0) rows.copyWithin(state * classes, fallback * classes, (fallback + 1) * classes);
    for (let child = trie.firstChild[state] ?? 0; child !== 0; child = trie.nextSibling[child] ?? 0) {
      rows[state * classes + (trie.label[child] ?? 0)] = child;
    }
  }
  return automaton;
};
