/** `Mutation.deploy`: a commit, or a branch's newest one, into an environment. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import type { AppRecord, Commit } from '../core/records';
import { commitUrl } from '../core/repository';
import { type Actor, fieldHandler } from './adapters/field-handler';
import { branchHead } from './adapters/git';
import { branch, clientToken, commit, id } from './adapters/input';
import { getApp } from './adapters/store/apps';
import { getEnvironment } from './adapters/store/environments';
import { reading, repositoryOf } from './engine/open-repository';
import { reserve, requestDeployment } from './engine/request';
import { requestOfPush, takePush, type PushRequest } from './engine/take-push';

const push = z.object({
  subject: z.nullish(z.string()),
  author: z.nullish(z.string()),
  url: z.nullish(z.string()),
  deliveryId: z.string(),
  before: z.nullish(commit),
  head: z.nullish(z.boolean()),
});

const args = z.object({
  input: z.object({
    environmentId: id,
    branch: z.nullish(branch),
    commit: z.nullish(commit),
    push: z.nullish(push),
    force: z.nullish(z.boolean()),
    clientToken,
  }),
});

type Input = z.infer<typeof args>['input'];

/** A push names its commit; which one is deployed is the branch's word, unless the sender has just asked it. */
const deployPush = (
  place: Pick<PushRequest, 'app' | 'environment' | 'branch' | 'reserved'>,
  { commit: hash }: Input,
  { subject, author, url, before, head }: z.infer<typeof push>,
) => {
  if (!hash) throw new TrellisError('input.invalid', { field: 'commit', problem: 'is missing in a push' });
  const commit: Commit = {
    hash,
    subject: subject ?? null,
    author: author ?? null,
    url: url ?? commitUrl(place.app.repository, hash),
  };
  const request: PushRequest = { ...place, commit, before: before ?? null };
  return head ? requestDeployment(requestOfPush(request)) : takePush(request);
};

const newest = async (app: AppRecord, branch: string): Promise<string> => {
  const repository = await repositoryOf(app);
  return reading(repository, () => branchHead(repository, branch));
};

const run = async ({ input }: { input: Input }, actor: Actor) => {
  if (input.push && actor.kind !== 'internal')
    throw new TrellisError('input.invalid', { field: 'push', problem: 'is for Trellis itself' });
  const environment = await getEnvironment(input.environmentId);
  const { name, pausedReason } = environment;
  if (environment.protected) throw new TrellisError('environment.protected', { name });
  if (input.push && pausedReason !== null)
    throw new TrellisError('environment.paused', { name, reason: pausedReason });

  const [app, reserved] = await Promise.all([
    getApp(environment.appId),
    reserve(actor.kind === 'internal' ? 'internal' : actor.id, input.clientToken, [
      'deploy',
      { ...input, push: null },
    ]),
  ]);
  const from = input.branch ?? environment.branch ?? app.defaultBranch;
  if (input.push) return deployPush({ app, environment, reserved, branch: from }, input, input.push);
  const hash = input.commit ?? (await newest(app, from));
  const wanted: Commit = { hash, subject: null, author: null, url: commitUrl(app.repository, hash) };
  return requestDeployment({
    reserved,
    app,
    environment,
    kind: 'DEPLOY',
    trigger: actor.kind === 'member' ? 'MANUAL' : 'API',
    commit: wanted,
    branch: from,
    startedBy: actor.name,
    startedById: actor.id,
    force: input.force ?? false,
  });
};

export const handler = fieldHandler({ permission: 'deploy', args, run });
