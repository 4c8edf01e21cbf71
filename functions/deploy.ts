/** `Mutation.deploy`: a commit, or a branch's newest one, into an environment. */
import { z } from 'zod';
import { TrellisError } from '../core/errors';
import type { Commit } from '../core/records';
import { commitUrl } from '../core/repository';
import { type Actor, fieldHandler } from './adapters/field-handler';
import { branchHead } from './adapters/git';
import { branch, clientToken, commit, id } from './adapters/input';
import { getApp } from './adapters/store/apps';
import { getEnvironment } from './adapters/store/environments';
import { repositoryOf } from './engine/repository-token';
import { reserve, requestDeployment } from './engine/request';

const push = z.object({
  subject: z.string().nullish(),
  author: z.string().nullish(),
  url: z.string().nullish(),
  deliveryId: z.string(),
});

const args = z.object({
  input: z.object({
    environmentId: id,
    branch: branch.nullish(),
    commit: commit.nullish(),
    push: push.nullish(),
    force: z.boolean().nullish(),
    clientToken,
  }),
});

type Input = z.infer<typeof args>['input'];

const triggerOf = (input: Input, actor: Actor) => {
  if (input.push) return 'PUSH';
  return actor.kind === 'member' ? 'MANUAL' : 'API';
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
  const hash = input.commit ?? (await branchHead(await repositoryOf(app), from));
  const pushed: Commit = {
    hash,
    subject: input.push?.subject ?? null,
    author: input.push?.author ?? null,
    url: input.push?.url ?? commitUrl(app.repository, hash),
  };
  return requestDeployment({
    reserved,
    app,
    environment,
    kind: 'DEPLOY',
    trigger: triggerOf(input, actor),
    commit: pushed,
    branch: from,
    startedBy: input.push ? (input.push.author ?? 'a push') : actor.name,
    startedById: input.push ? null : actor.id,
    force: input.force ?? false,
  });
};

export const handler = fieldHandler({ permission: 'deploy', args, run });
