/** Makes whole lines of chunks that come in order: a line that was cut across chunks is one again. Pure. */
import { linesOf, type LogLine, type ReadChunk } from '../core/log-merge';
import type { StepName } from '../core/records';

/** Lines of one step, in order. */
export interface StepLines {
  step: StepName;
  lines: readonly LogLine[];
}

/** Chunks in, lines out. */
export interface LineJoiner {
  /** The lines that this chunk completes; they may be none. */
  push(chunk: ReadChunk): StepLines;
  /** The line whose rest will not come; undefined without one. */
  flush(): StepLines | undefined;
}

/** A joiner for one log. */
export const createLineJoiner = (): LineJoiner => {
  let open: { step: StepName; line: LogLine } | undefined;

  return {
    push(chunk) {
      const lines = linesOf(chunk);
      const [first] = lines;
      if (open && first) {
        const { line } = open;
        lines[0] = { ...line, parts: line.parts + first.parts, text: line.text + first.text };
      }
      open = undefined;
      const last = chunk.continues ? lines.pop() : undefined;
      if (last) open = { step: chunk.step, line: last };
      return { step: chunk.step, lines };
    },
    flush() {
      const left = open && { step: open.step, lines: [open.line] };
      open = undefined;
      return left;
    },
  };
};
