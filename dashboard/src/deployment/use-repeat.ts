import { useDeploy } from '../app/actions/use-deploy';
import { usePromote } from '../app/actions/use-promote';
import { newClientToken, type Started } from '../app/use-actions';
import type { LiveDeploymentFragment } from '../gql/graphql';

/** The same request once more. */
export interface Repeat {
  /** What the button says. */
  label: string;
  /** What is said when it was started. */
  sentence: string;
  start: (force: boolean) => Promise<Started | undefined>;
}

/** How to ask for a deployment or a promotion again; undefined for what is asked for elsewhere, with its own questions. */
export const useRepeat = (deployment: LiveDeploymentFragment): Repeat | undefined => {
  const deploy = useDeploy();
  const promote = usePromote();
  const { kind, environmentId, environmentName, branch, commit, sourceDeploymentId } = deployment;
  if (kind === 'DEPLOY')
    return {
      label: 'Deploy again',
      sentence: `Deploying to ${environmentName}.`,
      start: (force) =>
        deploy({
          environmentId,
          branch: branch ?? null,
          commit: commit?.hash ?? null,
          force,
          clientToken: newClientToken(),
        }),
    };
  if (kind === 'PROMOTE')
    return {
      label: 'Promote again',
      sentence: `Promoting to ${environmentName}.`,
      start: (force) =>
        promote({
          environmentId,
          deploymentId: sourceDeploymentId ?? null,
          force,
          clientToken: newClientToken(),
        }),
    };
  return undefined;
};
