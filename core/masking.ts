/**
 * Masks secrets in a stream of text, however the stream is cut. What may still become a secret is held back; everything else
 * goes out at once. A stretch of overlapping or touching finds becomes one `***`.
 */
import { advance, buildAutomaton } from './masking-automaton';
import type { Automaton } from './masking-automaton';
import { isTooShortToMask, needlesOf } from './masking-needles';

/** What stands in the log for a secret. */
const mask = '***';

/** A variable of an environment, as far as masking is concerned. */
export interface MaskedVariable {
  name: string;
  value: string;
  secret: boolean;
}

/** Masks one stream of text; separate streams (standard output, standard error) need one each. */
interface MaskingStream {
  /** Text that is certain by now. */
  push(text: string): string;
  /** What was held back; the stream has ended. */
  end(): string;
}

/** Knows the secrets of a deployment; cheap to make streams from. */
export interface Masker {
  stream(): MaskingStream;
  /** Masks a text that is complete. */
  text(text: string): string;
  /**
   * Masks these values too from now on, also in streams that are on their way. What a stream has given out is out: a secret must be told
   * here before anyone can print it.
   */
  add(secrets: readonly string[]): void;
  /** Names of secrets that are too short to be masked. */
  unmasked: string[];
}

/** A stream that masks what the newest automaton finds; as long as there is none, it lets everything through. */
const createStream = (newest: () => Automaton | undefined): MaskingStream => {
  let automaton: Automaton | undefined;
  let state = 0;
  /** Read, but not yet given out: it may be the beginning of a secret. */
  let held = '';
  /** Finds inside `held` and the text that follows, as pairs of start and end, in order and apart from each other. */
  let finds: number[] = [];
  /** How far the last stretch that has its `***` already reaches into `held`; -1 when it ended before. */
  let maskedTo = -1;

  const find = (start: number, end: number): void => {
    let from = start;
    while (finds.length > 0 && (finds[finds.length - 1] ?? 0) >= from) {
      finds.pop();
      from = Math.min(from, finds.pop() ?? from);
    }
    finds.push(from, end);
  };

  /** Gives out `text` up to `until`, and keeps what is known about the rest. */
  const release = (text: string, until: number): string => {
    let out = '';
    let from = Math.max(0, maskedTo);
    let kept = 0;
    for (; kept < finds.length && (finds[kept] ?? 0) < until; kept += 2) {
      const start = finds[kept] ?? 0;
      const end = finds[kept + 1] ?? 0;
      if (start > maskedTo || maskedTo < 0) out += text.slice(from, start) + mask;
      from = Math.max(from, end);
      maskedTo = from;
    }
    if (from < until) out += text.slice(from, until);
    finds = finds.slice(kept).map((at) => at - until);
    maskedTo = maskedTo >= until ? maskedTo - until : -1;
    held = text.slice(until);
    return out;
  };

  /** Notes what is found in a piece that begins at `offset` of what is held. */
  const scan = (automaton: Automaton, piece: string, offset: number): void => {
    const { classOf, classes, denseStates, rows, match } = automaton;
    const units = piece.length;
    let now = state;
    for (let at = 0; at < units; at++) {
      const unitClass = classOf[piece.charCodeAt(at)] ?? 0;
      now = now < denseStates ? (rows[now * classes + unitClass] ?? 0) : advance(automaton, now, unitClass);
      const length = match[now] ?? 0;
      if (length > 0) find(offset + at + 1 - length, offset + at + 1);
    }
    state = now;
  };

  /** The newest automaton. What is held back is read by it once more: it may hold a secret that is new, or the beginning of one. */
  const current = (): Automaton | undefined => {
    const latest = newest();
    if (latest === undefined || latest === automaton) return automaton;
    automaton = latest;
    state = 0;
    finds = [];
    scan(latest, held, 0);
    return latest;
  };

  return {
    push(piece) {
      if (piece === '') return '';
      const tables = current();
      if (tables === undefined) return piece;
      const offset = held.length;
      scan(tables, piece, offset);
      const text = offset === 0 ? piece : held + piece;
      return release(text, text.length - (tables.depth[state] ?? 0));
    },
    end() {
      current();
      const rest = release(held, held.length);
      state = 0;
      maskedTo = -1;
      return rest;
    },
  };
};

/** A masker for these variables; those that are no secrets are left alone. */
export const createMasker = (variables: readonly MaskedVariable[]): Masker => {
  const secrets = variables.filter(({ secret, value }) => secret && value !== '');
  const values = secrets.map(({ value }) => value);
  const build = (): Automaton | undefined => {
    const needles = needlesOf(values);
    return needles.length === 0 ? undefined : buildAutomaton(needles);
  };
  let automaton = build();
  const stream = (): MaskingStream => createStream(() => automaton);
  return {
    stream,
    add(more) {
      const fresh = more.filter((value) => !values.includes(value));
      if (fresh.length === 0) return;
      values.push(...fresh);
      automaton = build();
    },
    text(text) {
      const single = stream();
      return single.push(text) + single.end();
    },
    unmasked: secrets.filter(({ value }) => isTooShortToMask(value)).map(({ name }) => name),
  };
};
