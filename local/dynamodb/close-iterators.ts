/**
 * dynalite 4 ends the streams that it reads by `iterator.return()`, which the iterators of its database do not have: none is ever
 * closed, and each keeps the memory and the files of its moment. This gives them the method.
 */
import { createRequire } from 'node:module';

interface Closable {
  prototype: { close(): Promise<void>; return?: () => Promise<void> };
}

const near = createRequire(import.meta.url);
const nearDynalite = createRequire(near.resolve('dynalite'));
const nearLevel = createRequire(nearDynalite.resolve('level'));

/** The very classes that dynalite's database is made of. */
export const iteratorClasses = (): Closable[] => {
  const { AbstractKeyIterator, AbstractValueIterator } = nearLevel('abstract-level') as Record<
    'AbstractKeyIterator' | 'AbstractValueIterator',
    Closable
  >;
  return [AbstractKeyIterator, AbstractValueIterator];
};

/** Lets dynalite close its iterators. Harmless when it is done twice, or when a later version needs it no more. */
export const letIteratorsClose = (): void => {
  for (const { prototype } of iteratorClasses())
    prototype.return ??= function (this: { close(): Promise<void> }): Promise<void> {
      return this.close();
    };
};
