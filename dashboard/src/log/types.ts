import type { LiveDeploymentFragment } from '../gql/graphql';

/** A step as pages know it. */
export type StepFragment = LiveDeploymentFragment['steps'][number];
