/** What a CodeBuild build tells of itself. Pure. */
import type { Build } from '@aws-sdk/client-codebuild';

/** A build of the image, as far as it matters here. */
export type BuildState = 'running' | 'succeeded' | 'failed';

/** Whether a build goes on, and how it ended. */
export const stateOf = ({ buildStatus }: Build): BuildState => {
  if (buildStatus === 'SUCCEEDED') return 'succeeded';
  return buildStatus === 'IN_PROGRESS' || buildStatus === undefined ? 'running' : 'failed';
};

/** The phase that a build is in, in words. */
export const phaseOf = ({ currentPhase }: Build): string =>
  (currentPhase ?? 'SUBMITTED').toLowerCase().replaceAll('_', ' ');

/** True for a running build that makes the image with this tag. */
export const makesTag = (build: Build, tag: string): boolean =>
  stateOf(build) === 'running' &&
  (build.environment?.environmentVariables ?? []).some(
    ({ name, value }) => name === 'IMAGE_TAG' && value === tag,
  );

/** Why a build failed, as CodeBuild says it: the message of the phase that failed. */
export const reasonOf = (build: Build): string => {
  const failed = build.phases?.find(
    ({ phaseStatus }) =>
      phaseStatus !== undefined && !['SUCCEEDED', 'IN_PROGRESS', 'QUEUED'].includes(phaseStatus),
  );
  const message = failed?.contexts?.find((context) => context.message)?.message;
  const phase = failed?.phaseType?.toLowerCase().replaceAll('_', ' ');
  if (message === undefined) return `it ended as ${(build.buildStatus ?? 'unknown').toLowerCase()}`;
  return phase === undefined ? message : `${phase}: ${message}`;
};

/** The lines of a log that tell why it failed: its end, without what CodeBuild itself says. */
export const lastLines = (messages: readonly string[], count = 25): string[] =>
  messages
    .map((message) => message.trimEnd())
    .filter((message) => message !== '' && !message.startsWith('[Container]'))
    .slice(-count);
