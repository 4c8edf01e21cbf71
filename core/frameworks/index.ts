/** Frameworks: what a repository is, and what a deployment of it runs. Used where plans are shown and where they are run. */
export { detectFramework } from './registry';
export type { RepositoryFiles } from './files';
export { acceptsNodeMajor } from './node-version';
export type { RequestedNode } from './node-version';
export { parseOutputs } from './outputs';
export { plan, stepNamesOf } from './plan';
export type { Plan, PlanInput, PlannedStep } from './plan';
