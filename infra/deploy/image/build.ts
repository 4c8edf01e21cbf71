/** Sees to it that the builder's image is in the account's repository: one that is there is not built again. */
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetBuildsCommand,
  ListBuildsForProjectCommand,
  StartBuildCommand,
  type Build,
} from '@aws-sdk/client-codebuild';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { asDetail, isMissing } from '../explain-aws';
import { DeployError } from '../failures';
import type { Tell } from '../output';
import { pause } from '../pause';
import type { Run } from '../run';
import { lastLines, makesTag, phaseOf, reasonOf, stateOf } from './progress';

const longestMs = 90 * 60_000;

/** Where the image is kept, what builds it, and the tag of these sources. */
export interface ImagePlace {
  repository: string;
  project: string;
  tag: string;
}

/** True when the image is there. */
export const hasImage = async (
  { clients }: Pick<Run, 'clients'>,
  place: Pick<ImagePlace, 'repository' | 'tag'>,
): Promise<boolean> => {
  try {
    const imageIds = [{ imageTag: place.tag }];
    const { imageDetails = [] } = await clients.ecr.send(
      new DescribeImagesCommand({ repositoryName: place.repository, imageIds }),
    );
    return imageDetails.length > 0;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

const newest = async ({ clients }: Run, project: string): Promise<Build[]> => {
  const { ids = [] } = await clients.codeBuild.send(
    new ListBuildsForProjectCommand({ projectName: project, sortOrder: 'DESCENDING' }),
  );
  if (ids.length === 0) return [];
  const { builds = [] } = await clients.codeBuild.send(new BatchGetBuildsCommand({ ids: ids.slice(0, 5) }));
  return builds;
};

/** Starts a build, or finds the one that an interrupted run has started. */
export const startImageBuild = async (run: Run, { project, tag }: ImagePlace): Promise<string> => {
  const running = (await newest(run, project)).find((build) => makesTag(build, tag));
  if (running?.id) return running.id;
  const { build } = await run.clients.codeBuild.send(
    new StartBuildCommand({
      projectName: project,
      environmentVariablesOverride: [{ name: 'IMAGE_TAG', value: tag }],
    }),
  );
  return build?.id ?? '';
};

const logOf = async ({ clients }: Run, { logs }: Build): Promise<string[]> => {
  if (!logs?.groupName || !logs.streamName) return [];
  try {
    const { events = [] } = await clients.logs.send(
      new GetLogEventsCommand({
        logGroupName: logs.groupName,
        logStreamName: logs.streamName,
        startFromHead: false,
        limit: 200,
      }),
    );
    return lastLines(events.map(({ message = '' }) => message));
  } catch {
    // The reason of the failed phase stands for itself.
    return [];
  }
};

/**
 * Waits for a build, telling its phases. What it printed last is shown when it fails.
 *
 * @throws DeployError `aws.image_failed` or `aws.image_slow`
 */
export const awaitImageBuild = async (run: Run, id: string, tell: Tell): Promise<void> => {
  const until = Date.now() + longestMs;
  while (Date.now() < until) {
    const { builds = [] } = await run.clients.codeBuild.send(new BatchGetBuildsCommand({ ids: [id] }));
    const [build] = builds;
    if (build) {
      const state = stateOf(build);
      if (state === 'succeeded') return;
      if (state === 'failed') {
        for (const line of await logOf(run, build)) run.output.say(`    ${line}`);
        throw new DeployError('aws.image_failed', {
          command: run.command,
          detail: asDetail(reasonOf(build)),
          log: build.logs?.deepLink ?? id,
        });
      }
      tell(phaseOf(build));
    }
    await pause(run.pollMs);
  }
  throw new DeployError('aws.image_slow', { command: run.command, minutes: longestMs / 60_000 });
};
