import { describe, expect, it } from 'vitest';
import { mergeDeployments } from './cache';

const page = (ids: string[], endCursor: string | null = null) => ({
  nodes: ids.map((id) => ({ __ref: `Deployment:${id}` })),
  pageInfo: { endCursor, hasNextPage: endCursor !== null },
});
const ids = (connection: { nodes: readonly { __ref: string }[] }): string =>
  connection.nodes.map((node) => node.__ref.slice('Deployment:'.length)).join('');

describe('a list of deployments', () => {
  it('grows by older pages', () => {
    const merged = mergeDeployments(page(['f', 'e'], 'e'), page(['d', 'c'], 'c'), 'e');
    expect(ids(merged)).toBe('fedc');
    expect(merged.pageInfo.endCursor).toBe('c');
  });

  it('keeps older pages when its first page is read again', () => {
    const merged = mergeDeployments(page(['f', 'e', 'd', 'c'], 'c'), page(['g', 'f'], 'f'), undefined);
    expect(ids(merged)).toBe('gfedc');
    expect(merged.pageInfo.endCursor).toBe('c');
  });

  it('starts anew when so much is new that a gap would stay', () => {
    expect(ids(mergeDeployments(page(['b', 'a']), page(['z', 'y'], 'y'), undefined))).toBe('zy');
  });
});
