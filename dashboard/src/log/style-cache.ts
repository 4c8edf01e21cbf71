/** The style that each line of a section starts with, worked out once and only as far as it is needed. */
import type { LogSection } from '../../../core/log-merge';
import { plain, styleAfter, type Style } from './ansi';

interface Known {
  revision: number;
  starts: Style[];
}

const cache = new WeakMap<LogSection, Known>();

/** The style at the start of a line. */
export const styleAt = (section: LogSection, index: number): Style => {
  let known = cache.get(section);
  if (known?.revision !== section.revision) {
    known = { revision: section.revision, starts: [plain] };
    cache.set(section, known);
  }
  const { starts } = known;
  while (starts.length <= index) {
    const at = starts.length - 1;
    starts.push(styleAfter(section.lines[at]?.text ?? '', starts[at] ?? plain));
  }
  return starts[index] ?? plain;
};
