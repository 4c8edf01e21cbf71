/** An environment deploys to an AWS account of its own: set, checked and used, with the STS of the person who started Trellis on loopback. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeSts } from '../functions/testing/fake-sts';
import { accessibilityProblems } from './support/axe';
import { refusal } from './support/api';
import { useDashboard } from './support/dashboard';
import { Repository } from './support/repository';
import { Trellis, type AppUnderTest, type Target } from './support/trellis';

const person = { accessKeyId: 'AKIAPERSON', secretAccessKey: 'secret-of-the-person' };
const user = {
  accessKeyId: 'AKIAEXAMPLEUSER1WXYZ',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const roleArn = 'arn:aws:iam::222222222222:role/trellis-target-shop-development';
const sdk = pathToFileURL(createRequire(import.meta.url).resolve('@aws-sdk/client-sts')).href;
/** Says who it is in AWS, and everything that it should keep to itself. */
const deploy = `import sts from '${sdk}';
  const client = new sts.STSClient({});
  console.log('I am', (await client.send(new sts.GetCallerIdentityCommand({}))).Arn, 'in', await client.config.region());
  const { secretAccessKey, sessionToken } = await client.config.credentials();
  console.log('secrets', secretAccessKey, sessionToken);`;

const sts = new FakeSts();
const trellis = new Trellis();
let server: Server;
let app: AppUnderTest;
let development: Target;

beforeAll(async () => {
  server = createServer((req, res) => void sts.handle(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  sts.principals.set(person.accessKeyId, {
    secretAccessKey: person.secretAccessKey,
    arn: 'arn:aws:iam::111111111111:user/ann',
  });
  await trellis.start({
    environment: {
      AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: person.accessKeyId,
      AWS_SECRET_ACCESS_KEY: person.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  app = await trellis.givenApp(
    'shop',
    await Repository.withScripts({ deploy: 'node deploy.mjs' }, { 'deploy.mjs': deploy }),
  );
  development = app.in('development');
});
afterAll(async () => {
  await trellis.stop();
  server.close();
});
const dashboard = useDashboard(trellis);

const set = (input: object): Promise<unknown> =>
  trellis.api.send(`mutation ($input: SetTargetInput!) { setTarget(input: $input) { id } }`, {
    input: { environmentId: development.id, ...input },
  });
const externalId = async (): Promise<string> => {
  const query = `query ($id: ID!) { environment(id: $id) { target { externalId } } }`;
  const answer = await trellis.api.send<{ environment: { target: { externalId: string } } }>(query, {
    id: development.id,
  });
  return answer.environment.target.externalId;
};
const check = () =>
  trellis.api.send<{ checkTarget: { accountId: string } }>(
    `mutation ($id: ID!) { checkTarget(environmentId: $id) { accountId } }`,
    { id: development.id },
  );
const logOf = async (id: string): Promise<string> => (await trellis.api.wholeLog(id)).join('\n');

it('deploys with the person’s own credentials as long as no account is set', async () => {
  const { id } = await development.run('deploy');
  expect(await logOf(id)).toContain('I am arn:aws:iam::111111111111:user/ann in us-east-1');
});

it('is set up, checked and used from the dashboard: the role that the command makes', async () => {
  const visitor = dashboard();
  const { page } = visitor;
  await visitor.open('/apps/shop/environments/development');
  await page.getByRole('combobox', { name: 'Access' }).click();
  await page.getByRole('option', { name: 'A role that Trellis assumes' }).click();
  const command = page.locator('pre', { hasText: 'aws cloudformation deploy' });
  await command.waitFor();
  const shown = (await command.textContent()) ?? '';
  expect(shown).toContain(`ExternalId=${await externalId()}`);
  expect(shown).toContain('TrustedPrincipalArn=arn:aws:iam::111111111111:user/ann');
  expect(shown).toContain('RoleName=trellis-target-shop-development');

  await page.getByLabel('ARN of the role').fill(roleArn);
  await page.getByLabel('Region').fill('eu-central-1');
  await page.getByRole('region', { name: 'AWS account' }).getByRole('button', { name: 'Save' }).click();
  await visitor.button('Check access').click();
  await page.getByText('AWS does not let Trellis assume').waitFor();

  sts.roles.set(roleArn, { externalId: await externalId() });
  await visitor.button('Check access').click();
  await page.getByText('Trellis gets into account 222222222222').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  const { id } = await development.run('deploy');
  const log = await logOf(id);
  expect(log).toContain(
    `I am arn:aws:sts::222222222222:assumed-role/trellis-target-shop-development/${id} in eu-central-1`,
  );
  expect(log).toContain('secrets *** ***');
  expect(log).not.toContain('fake+secret/of+session');
});

it('promotes and rolls back each in the account of the environment that receives', async () => {
  const staging = app.in('staging');
  await development.isFree();
  const { id } = await staging.run('promote');
  expect(await logOf(id)).toContain('I am arn:aws:iam::111111111111:user/ann');
});

it('ends with a reason that helps when the role stops trusting', async () => {
  sts.roles.set(roleArn, { externalId: 'of another environment' });
  const failed = await development.run('deploy', {}, 'FAILED');
  expect(failed.reason).toContain(`AWS does not let Trellis assume ${roleArn}`);
  expect(failed.nextStep).toContain('settings');
  expect((await refusal(check())).code).toBe('target.role_refused');
});

it('takes access keys, which nothing ever shows again', async () => {
  sts.principals.set(user.accessKeyId, {
    secretAccessKey: user.secretAccessKey,
    arn: 'arn:aws:iam::333333333333:user/deployer',
  });
  await set({ kind: 'KEYS', ...user, region: 'eu-west-1' });
  expect((await check()).checkTarget.accountId).toBe('333333333333');
  const { id } = await development.run('deploy');
  const log = await logOf(id);
  expect(log).toContain('I am arn:aws:iam::333333333333:user/deployer in eu-west-1');
  expect(log).toContain('secrets *** undefined');
  const visitor = dashboard();
  const { page } = visitor;
  await visitor.open('/apps/shop/environments/development');
  await page.getByText('One that ends in WXYZ is kept.').waitFor();
  for (const text of [log, await page.content(), trellis.host.printed])
    expect(text).not.toContain(user.secretAccessKey);
  expect(await accessibilityProblems(page)).toEqual([]);
});
