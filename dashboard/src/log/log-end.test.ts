import { describe, expect, it } from 'vitest';
import { deployment } from '../testing/fixtures';
import { endOfLog, namesOfGaps, type HereOfLog } from './log-end';

const now = Date.parse('2026-11-23T12:00:00Z');
const all: HereOfLog = { size: 10, gaps: [], reading: false };
const facts = deployment({
  status: 'SUCCEEDED',
  startedAt: '2026-11-20T12:00:00.000Z',
  logLines: 10,
  logExpiresAt: '2026-11-27T12:00:00.000Z',
});

describe('the end of a log', () => {
  it('is not there while the deployment runs', () => {
    expect(endOfLog({ ...facts, status: 'RUNNING', logLines: null }, all, now)).toEqual({ kind: 'open' });
  });

  it('is complete when every line is here, and says how many were left out', () => {
    expect(endOfLog({ ...facts, logOmitted: 7 }, all, now)).toEqual({ kind: 'complete', omitted: 7 });
  });

  it('names what never came as soon as the host says so, also while the rest is read', () => {
    const gaps = [{ from: 4, to: 5 }];
    const here = { size: 8, gaps, reading: true };
    expect(endOfLog({ ...facts, logMissing: gaps }, here, now)).toEqual({ kind: 'missing', lines: 2, gaps });
  });

  it('is open while lines are on their way, and missing what did not come when reading has stopped', () => {
    const gaps = [{ from: 8, to: 9 }];
    expect(endOfLog(facts, { size: 8, gaps, reading: true }, now).kind).toBe('open');
    expect(endOfLog(facts, { size: 8, gaps, reading: false }, now).kind).toBe('missing');
  });

  it('is removed once its days are over', () => {
    const none: HereOfLog = { size: 0, gaps: [{ from: 0, to: 9 }], reading: false };
    expect(endOfLog(facts, none, Date.parse('2026-11-27T12:00:00Z'))).toEqual({
      kind: 'removed',
      at: '2026-11-27T12:00:00.000Z',
      days: 7,
    });
    expect(endOfLog(facts, none, now).kind).toBe('missing');
  });

  it('of a builder that was lost is what came', () => {
    expect(endOfLog({ ...facts, status: 'FAILED', logLines: null }, all, now).kind).toBe('complete');
  });
});

describe('missing lines', () => {
  it.each([
    [[{ from: 4, to: 4 }], 'line 5'],
    [[{ from: 4, to: 8 }], 'lines 5–9'],
    [
      [
        { from: 0, to: 0 },
        { from: 4, to: 8 },
      ],
      'lines 1, 5–9',
    ],
    [[0, 2, 4, 6].map((from) => ({ from, to: from })), 'lines 1, 3, 5 and others'],
  ])('are named as readers count them: %j', (gaps, expected) => {
    expect(namesOfGaps(gaps)).toBe(expected);
  });
});
