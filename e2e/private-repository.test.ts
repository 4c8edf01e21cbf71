/** A repository that is not public is read and cloned with its access token, which nothing ever shows. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusal } from './support/api';
import { serveRepository, type GitServer } from './support/git-server';
import { Repository } from './support/repository';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const token = 'ghp_a-token-that-nobody-may-see';
let repository: Repository;
let server: GitServer;

beforeAll(async () => {
  repository = await Repository.withScripts({ deploy: 'env' });
  server = await serveRepository(repository.path, token);
});

afterAll(async () => {
  await server.close();
  await repository.remove();
});

const create = (name: string, repositoryToken?: string) =>
  trellis.api.createApp({ name, repository: server.url, ...(repositoryToken && { repositoryToken }) });

it('is refused without its token, and with a wrong one', async () => {
  expect((await refusal(create('without'))).code).toBe('repository.unreachable');
  expect((await refusal(create('wrong', 'ghp_of-somebody-else'))).code).toBe('repository.unreachable');
  expect((await refusal(create('broken', 'two\nlines'))).code).toBe('input.invalid');
  expect(await trellis.api.apps()).toEqual([]);
});

it('deploys with its token, which stands in no log and no answer', async () => {
  const app = await create('with-token', token);
  const [development] = app.environments;
  const { id } = await trellis.api.start('deploy', { environmentId: development?.id ?? '' });
  expect(await trellis.api.waitForDeployment(id)).toMatchObject({ status: 'SUCCEEDED' });
  const log = (await trellis.api.wholeLog(id)).join('\n');
  const seen = await trellis.api.send(
    '{ apps { nodes { name repository hasRepositoryToken environments { settings { deployCommand } variables { name value } } } } }',
  );
  expect(log).toContain('TRELLIS_COMMIT=');
  for (const text of [log, JSON.stringify(seen)]) {
    expect(text).not.toContain(token);
    expect(text).not.toContain(Buffer.from(`x-access-token:${token}`).toString('base64'));
  }
  expect(JSON.stringify(seen)).toContain('"hasRepositoryToken":true');
  const inspection = `query ($at: String!) { inspectRepository(repository: $at) { suggestedName } }`;
  expect(await trellis.api.send(inspection, { at: server.url })).toMatchObject({ inspectRepository: {} });
});

it('forgets its token when the app moves to another host', async () => {
  const app = await create('moving', token);
  const elsewhere = await Repository.withScripts({ deploy: 'true' });
  const document = `mutation ($input: UpdateAppInput!) { updateApp(input: $input) { hasRepositoryToken } }`;
  expect(
    await trellis.api.send(document, { input: { id: app.id, repository: elsewhere.path } }),
  ).toMatchObject({ updateApp: { hasRepositoryToken: false } });
  const back = trellis.api.send(document, { input: { id: app.id, repository: server.url } });
  expect((await refusal(back)).code).toBe('repository.unreachable');
  await elsewhere.remove();
});

it('keeps its token when the change that brings another one is refused', async () => {
  const app = await create('staying', token);
  const document = `mutation ($input: UpdateAppInput!) { updateApp(input: $input) { name } }`;
  const elsewhere = await Repository.withScripts({ deploy: 'true' });
  const other = await serveRepository(elsewhere.path, 'ghp_of-elsewhere');
  const move = { id: app.id, name: 'with-token', repository: other.url, repositoryToken: 'ghp_of-elsewhere' };
  expect((await refusal(trellis.api.send(document, { input: move }))).code).toBe('app.name_taken');
  const [development] = app.environments;
  const { id } = await trellis.api.start('deploy', { environmentId: development?.id ?? '' });
  expect(await trellis.api.waitForDeployment(id)).toMatchObject({ status: 'SUCCEEDED' });
  await other.close();
  await elsewhere.remove();
});
