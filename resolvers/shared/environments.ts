/** Environments of an app, in the order of its pipeline (`inPipelineOrder` of core/pipeline.ts, without a comparator). */
import { MAX_POSITION } from '../../core/patterns';

/** An environment, as far as its place goes. */
export interface Placed {
  id: string;
  position: number;
}

/** By position; of two with the same one, the newer (whose ULID is greater) stands first. */
export function inOrder<E extends Placed>(environments: E[]): E[] {
  const keys = environments.map((each) => `${`000${MAX_POSITION - each.position}`.slice(-3)}#${each.id}`);
  const ids = keys
    .sort()
    .reverse()
    .map((key) => key.slice(4));
  return ids.flatMap((id) => environments.filter((each) => each.id === id));
}
