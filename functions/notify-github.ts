/** The event bus: a deployment changed, or the report of one is due. GitHub is told how it stands now, whatever the event said. */
import * as z from 'zod/mini';
import { parse } from './adapters/parse';
import { reportToGitHub } from './engine/github-report';

const eventSchema = z.looseObject({
  detail: z.looseObject({ deploymentId: z.string().check(z.startsWith('dep_')) }),
});

export const handler = async (event: unknown): Promise<void> => {
  const { detail } = parse(eventSchema, event);
  await reportToGitHub(detail.deploymentId);
};
