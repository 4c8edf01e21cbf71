import type { LogSection } from '../../../core/log-merge';
import { stripAnsi } from './ansi';
import type { LineRange } from './line-range';

/** The log as text, without colours and numbers; the chosen lines only, when there are some. */
export const plainText = (sections: readonly LogSection[], range?: LineRange): string =>
  sections
    .flatMap((section) => section.lines)
    .filter((line) => !range || (line.seq >= range.from && line.seq <= range.to))
    .map((line) => `${stripAnsi(line.text)}\n`)
    .join('');

/** Opens a text in a tab of its own. */
export const openText = (text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  window.open(url, '_blank', 'noopener');
  // The new tab needs the address until it has read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
