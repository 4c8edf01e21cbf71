/** What was looked at in an installation, and what came of it: the shape that `scripts/lib/doctor/finding.mjs` prints. */

/** One finding; a problem and a note name the command that mends them, where there is one. */
export interface Finding {
  check: string;
  level: 'ok' | 'note' | 'problem';
  text: string;
  fix?: string;
}

const found =
  (level: Finding['level']) =>
  (check: string, text: string, fix?: string): Finding => ({
    check,
    level,
    text,
    ...(fix === undefined ? {} : { fix }),
  });

/** Makes a finding of each kind. */
export const ok = found('ok');
export const note = found('note');
export const problem = found('problem');
