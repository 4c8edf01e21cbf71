/**
 * Pages of lists. A cursor is the sort key of a page's last item, so it outlives restarts, and one item more than asked for is
 * read, so that `hasNextPage` is exact.
 */
import { fail } from './errors';

/** How long a cursor can be: a name or an id. */
const MAX_CURSOR = 64;

/** The arguments of every list: how many, and after which cursor. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
}

/** How many items to read for a page. */
export function readLimit(args: PageArgs, byDefault: number): number {
  const first = args.first ?? byDefault;
  if (first < 1 || first > 100) fail('input.invalid', { field: 'first', problem: 'must be from 1 to 100' });
  return first + 1;
}

/** The cursor to start after; undefined for the first page. */
export function startAfter(args: PageArgs): string | undefined {
  const after = args.after;
  if (after && after.length > MAX_CURSOR)
    fail('input.invalid', { field: 'after', problem: 'is not a cursor of a page' });
  return after ? after : undefined;
}

/** A connection from the items read. `sortKey` names the attribute that the list is sorted by. */
export function connection<Item extends object>(
  items: Item[],
  args: PageArgs,
  byDefault: number,
  sortKey: keyof Item,
) {
  const first = args.first ?? byDefault;
  const nodes = items.slice(0, first);
  const hasNextPage = items.length > first;
  const last = nodes[nodes.length - 1];
  return {
    nodes,
    pageInfo: { hasNextPage, endCursor: hasNextPage && last ? last[sortKey] : null },
  };
}
