/** Tells subscribers how things stand. An announcement that fails is noted and changes nothing: readers refetch. */
import {
  announceDeploymentMutation,
  announceEnvironmentMutation,
  announceMutation,
} from '../../core/announcements';
import type { DeploymentRecord } from '../../core/records';
import { callApi } from '../adapters/graphql';
import { report } from '../adapters/report';

const tell = async (mutation: string, variables: Record<string, string>): Promise<void> => {
  try {
    await callApi(mutation, variables);
  } catch (error) {
    report('an announcement failed', error, variables);
  }
};

/** Tells how a deployment and its environment stand. */
export const announce = (deployment: Pick<DeploymentRecord, 'id' | 'environmentId'>): Promise<void> =>
  tell(announceMutation, { deploymentId: deployment.id, environmentId: deployment.environmentId });

/** Tells how a deployment stands. */
export const announceDeployment = (deploymentId: string): Promise<void> =>
  tell(announceDeploymentMutation, { deploymentId });

/** Tells how an environment stands. */
export const announceEnvironment = (environmentId: string): Promise<void> =>
  tell(announceEnvironmentMutation, { environmentId });
