/** The table that is printed. */

/** What became of a scenario. */
type Verdict = 'held' | 'VIOLATED' | 'skipped';

/** One row. */
export interface Row {
  id: string;
  did: string;
  expected: string;
  measured: string;
  verdict: Verdict;
  seconds: number;
}

const columns = [
  { title: 'id', width: 7, of: ({ id }: Row) => id },
  { title: 'what was done', width: 46, of: ({ did }: Row) => did },
  { title: 'expected', width: 34, of: ({ expected }: Row) => expected },
  { title: 'measured', width: 46, of: ({ measured }: Row) => measured },
  { title: 'verdict', width: 8, of: ({ verdict }: Row) => verdict },
  { title: 's', width: 4, of: ({ seconds }: Row) => String(Math.round(seconds)) },
];

/** A text in lines of at most `width` characters, cut between words where that is possible. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .split(/\s+/)
    .flatMap((whole) => whole.match(new RegExp(`.{1,${width}}`, 'g')) ?? [])) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
};

const print = (cells: readonly string[]): string => {
  const wrapped = cells.map((cell, index) => wrap(cell, columns[index]?.width ?? 10));
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, index) => (lines[line] ?? '').padEnd(columns[index]?.width ?? 10))
      .join('  ')
      .trimEnd(),
  ).join('\n');
};

/** The table's first lines. */
export const heading = (): string =>
  `${print(columns.map(({ title }) => title))}\n${columns.map(({ width }) => '-'.repeat(width)).join('  ')}`;

/** A row as lines of text. */
export const printRow = (row: Row): string => print(columns.map(({ of }) => of(row)));

/** The table as Markdown, for the documentation. */
export const markdown = (rows: readonly Row[]): string => {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map(({ of }) => of(row)))),
  ].join('\n');
};
