/** What GitHub shows as live in an environment: the success that is newest by its place in the order, whatever order its reports come in. */
import type { DeploymentRecord, ShownRecord } from './records';

/** What is shown, without how often it changed. */
export type Shown = Omit<ShownRecord, 'version'>;

type Success = Pick<DeploymentRecord, 'id' | 'fence'>;

const placeOf = ({ fence }: Success): number => fence ?? 0;

/** What is shown once a success is told; undefined when that changes nothing, because it or a newer one is shown. */
export const showLive = (shown: Shown | undefined, success: Success): Shown | undefined => {
  if (!shown) return { deploymentId: success.id, fence: placeOf(success), retiring: [] };
  if (shown.fence >= placeOf(success)) return undefined;
  const retiring = shown.retiring.filter((id) => id !== success.id);
  return {
    deploymentId: success.id,
    fence: placeOf(success),
    retiring: [...retiring, shown.deploymentId],
  };
};

/** True when this success is the one that is shown. */
export const isLive = (shown: Shown | undefined, { id }: Success): boolean => shown?.deploymentId === id;

/** What is shown once a deployment that was live is no longer shown so; undefined when that changes nothing. */
export const withoutRetired = (shown: Shown | undefined, id: string): Shown | undefined =>
  shown?.retiring.includes(id)
    ? { ...shown, retiring: shown.retiring.filter((each) => each !== id) }
    : undefined;
