/** Pushes that nobody told Trellis of: it was away, or there is no webhook. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../generated/schema';
import { serveRepository, type GitServer } from './support/git-server';
import { Repository } from './support/repository';
import { AppUnderTest, useTrellis } from './support/trellis';

const trellis = useTrellis();
const token = 'ghp_reader';
let repository: Repository;
let server: GitServer;
let app: App;

beforeAll(async () => {
  repository = await Repository.withScripts({ deploy: 'node -p 1' });
  server = await serveRepository(repository.path, token);
  app = await trellis.api.createApp({ name: 'remote', repository: server.url, repositoryToken: token });
});
afterAll(async () => {
  await server.close();
  await repository.remove();
});

it('after a downtime of 50 pushes the newest commit is deployed, once and by itself', async () => {
  const development = new AppUnderTest(trellis, app, repository).in('development');
  await trellis.host.kill9();
  let newest = '';
  for (let count = 1; count <= 50; count += 1) newest = await repository.commit(`feat: missed ${count}`);
  await trellis.host.begin();

  const { id } = await development.deploymentOf(newest);
  const deployment = await development.ends(id);

  expect(deployment).toMatchObject({ trigger: 'PUSH', commit: { hash: newest, subject: 'feat: missed 50' } });
  expect(await trellis.api.deployments(development.id)).toHaveLength(1);
});
