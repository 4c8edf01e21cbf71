import { describe, expect, it } from 'vitest';
import { LogMerge } from '../../../core/log-merge';
import { findAll, marksBySeq, MOST_HITS } from './find';

const sectionsOf = (...lines: string[]) => {
  const log = new LogMerge();
  log.add([
    {
      firstSeq: 0,
      count: lines.length,
      step: 'TEST',
      time: 0,
      text: lines.join('\n'),
      stderr: [],
      continues: false,
    },
  ]);
  return log.sections;
};

describe('finding in a log', () => {
  it('ignores capitals until the query has some', () => {
    const sections = sectionsOf('Error: no', 'error: yes');
    expect(findAll(sections, 'error')).toHaveLength(2);
    expect(findAll(sections, 'Error')).toHaveLength(1);
  });

  it('finds words that colours run through', () => {
    const [hit] = findAll(sectionsOf('a \u001b[31mred\u001b[0m word'), 'red word');
    expect(hit).toMatchObject({ seq: 0, from: 2, to: 10 });
  });

  it('finds every hit of a line, and none for an empty query', () => {
    expect(findAll(sectionsOf('aXaXa'), 'a')).toHaveLength(3);
    expect(findAll(sectionsOf('a'), '')).toEqual([]);
  });

  it('stops counting where nobody steps any more', () => {
    expect(findAll(sectionsOf('a'.repeat(MOST_HITS + 5)), 'a')).toHaveLength(MOST_HITS);
  });

  it('marks the hit that the reader stands on', () => {
    const hits = findAll(sectionsOf('x', 'x'), 'x');
    expect(marksBySeq(hits, hits[1]).get(1)).toEqual([{ from: 0, to: 1, now: true }]);
    expect(marksBySeq(hits, hits[1]).get(0)).toEqual([{ from: 0, to: 1, now: false }]);
  });
});
