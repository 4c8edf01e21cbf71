/**
 * Turns what a process writes into clean text: UTF-8 decoded, line ends made "\n", and of all control sequences only colours
 * (SGR) and hyperlinks (OSC 8) kept. A bare "\r", and a move to the first column, stay as "\r": `log-lines` acts on them.
 * It runs before masking, so that nothing is taken out later which could join the halves of a secret.
 */

/** Longer control sequences are taken for rubbish, so that a lone introducer cannot swallow a log. */
const maxSequenceLength = 4_096;

// ESLint: control characters are what this module is about.
/* eslint-disable no-control-regex */
const needsWork = /[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]/;
const sequence =
  /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\^-~]|\r+\n|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]/g;
/** A sequence, or a run of "\r", that the next piece of text may complete. */
const unfinished = /(?:\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b\n]*\x1b?|[ -/]*)|\r+)$/;
const colour = /^\x1b\[[0-9;:]*m$/;
const toFirstColumn = /^\x1b\[[01]?G$/;
const hyperlink = /^\x1b\]8;/;
/* eslint-enable no-control-regex */

const keep = (found: string): string => {
  if (found.endsWith('\n')) return '\n';
  if (colour.test(found) || hyperlink.test(found)) return found;
  return toFirstColumn.test(found) ? '\r' : '';
};

/** Cleans one stream; give it the bytes in order, then `end`. */
export interface LogText {
  push(bytes: Uint8Array): string;
  /** True when something is held back that may still change what came before it, such as a "\r". */
  holds(): boolean;
  end(): string;
}

/** A cleaner for one stream of bytes. */
export const createLogText = (): LogText => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let held = '';

  const clean = (text: string): string => (needsWork.test(text) ? text.replace(sequence, keep) : text);

  const take = (decoded: string): string => {
    const text = held + decoded;
    held = '';
    if (!needsWork.test(text)) return text;
    // Only the end can be unfinished; the pattern must not search a long text for it.
    const from = Math.max(0, text.length - maxSequenceLength);
    const tail = unfinished.exec(text.slice(from));
    if (tail === null || (tail.index === 0 && from > 0)) return clean(text);
    held = text.slice(from + tail.index);
    return clean(text.slice(0, from + tail.index));
  };

  return {
    holds: () => held !== '',
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end() {
      const rest = take(decoder.decode());
      const last = held;
      held = '';
      return rest + clean(last);
    },
  };
};
