/** What a promotion would carry, as far as the app's recent deployments tell. Pure. */

interface Live {
  id: string;
  commit?: { hash: string } | null;
}

interface Ran {
  environmentId: string;
  status: string;
  kind: string;
  commit?: { hash: string } | null;
}

/**
 * A few words for the link between two environments: "same commit", "2 deploys ahead". `recent` is newest first; when the
 * target's commit is not among them, only that the commits differ is known.
 */
export const aheadBy = (
  source: { id: string; live?: Live | null },
  target: { live?: Live | null },
  recent: readonly Ran[],
): string => {
  if (!source.live) return 'nothing to promote';
  if (!target.live) return 'nothing there yet';
  const there = target.live.commit?.hash;
  const here = source.live.commit?.hash;
  if (there === here) return 'same commit';
  const deployed = recent
    .filter((run) => run.environmentId === source.id && run.status === 'SUCCEEDED' && run.kind !== 'TEARDOWN')
    .map((run) => run.commit?.hash);
  const from = deployed.indexOf(here);
  const to = deployed.indexOf(there, Math.max(0, from));
  if (from < 0 || to < 0) return 'another commit';
  const carried = new Set(deployed.slice(from, to)).size;
  return `${carried} ${carried === 1 ? 'deploy' : 'deploys'} ahead`;
};
