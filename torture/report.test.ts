import { expect, it } from 'vitest';
import { heading, markdown, printRow, wrap, type Row } from './report';

const row: Row = {
  id: 'KILL-1',
  did: 'kill -9 of the host',
  expected: 'nothing stuck',
  measured: `0 stuck | ${'x'.repeat(60)}`,
  verdict: 'held',
  seconds: 1.4,
};

it('a text is wrapped between words, and inside those that are too long', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
});

it('a row stands under its headings', () => {
  const column = heading().split('\n')[0]?.indexOf('expected') ?? -1;
  expect(printRow(row).split('\n')[0]?.slice(column)).toMatch(/^nothing stuck/);
});

it('a row of Markdown has as many cells as there are columns', () => {
  const lines = markdown([row]).split('\n');
  const cells = (line: string | undefined): number => line?.replaceAll('\\|', '').split('|').length ?? 0;
  expect(cells(lines[2])).toBe(cells(lines[0]));
});
