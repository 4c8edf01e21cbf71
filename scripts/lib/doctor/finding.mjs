/**
 * What was looked at, and what came of it. A problem and a note name the command that mends them, where there is one.
 *
 * @typedef {{ check: string, level: 'ok' | 'note' | 'problem', text: string, fix?: string }} Finding
 */

/** @param {string} check @param {string} text @returns {Finding} */
export const ok = (check, text) => ({ check, level: 'ok', text });

/** @param {string} check @param {string} text @param {string} [fix] @returns {Finding} */
export const note = (check, text, fix) => ({ check, level: 'note', text, ...(fix ? { fix } : {}) });

/** @param {string} check @param {string} text @param {string} [fix] @returns {Finding} */
export const problem = (check, text, fix) => ({ check, level: 'problem', text, ...(fix ? { fix } : {}) });

const marks = { ok: '✓', note: '·', problem: '✗' };

/**
 * Findings as a person reads them.
 *
 * @param {readonly Finding[]} findings
 */
export const findingsInWords = (findings) =>
  findings
    .flatMap(({ level, check, text, fix }) => [
      `  ${marks[level]} ${check}: ${text}`,
      ...(fix ? [`      → ${fix}`] : []),
    ])
    .join('\n');
