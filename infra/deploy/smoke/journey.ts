/** What the smoke test does with an installation: an application, a deployment, its log, a teardown. All through the public API. */
import { signIn } from '../health';
import type { Addresses } from '../installation';
import type { Tell } from '../output';
import { newSignInCode } from '../owner-link';
import { pause } from '../pause';

// Small, public and as old as the service itself; what it deploys is a line of its log.
const repository = 'https://github.com/octocat/Hello-World.git';
const line = 'trellis was here';

const pollMs = 3_000;
const longestMs = 15 * 60_000;

/** Asks the API; its answer is what the document asks for. */
type Ask = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;

const asker =
  (graphqlUrl: string, token: string): Ask =>
  async <T>(query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(30_000),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: { message: string }[] };
    const [error] = errors ?? [];
    if (error) throw new Error(error.message);
    return data;
  };

interface Ended {
  deployment: { status: string; reason: string | null; logLines: number | null };
}

const untilEnded = async (ask: Ask, id: string, tell: Tell): Promise<void> => {
  const until = Date.now() + longestMs;
  for (;;) {
    const { deployment } = await ask<Ended>(
      'query ($id: ID!) { deployment(id: $id) { status reason logLines } }',
      { id },
    );
    tell(`${id} ${deployment.status}`);
    if (deployment.status === 'SUCCEEDED') return;
    if (!['QUEUED', 'STARTING', 'RUNNING'].includes(deployment.status))
      throw new Error(`the deployment ended as ${deployment.status}: ${deployment.reason ?? 'no reason'}`);
    if (Date.now() > until) throw new Error(`the deployment did not end in ${longestMs / 60_000} minutes`);
    await pause(pollMs);
  }
};

const readLog = async (ask: Ask, deploymentId: string): Promise<string> => {
  interface Logs {
    logs: { chunks: { text: string }[] };
  }
  const { logs } = await ask<Logs>('query ($id: ID!) { logs(deploymentId: $id) { chunks { text } } }', {
    id: deploymentId,
  });
  return logs.chunks.map(({ text }) => text).join('\n');
};

const settings = {
  tests: false,
  installCommand: 'true',
  deployCommand: `echo ${line}`,
  removeCommand: 'echo gone',
};

/** Uses an installation as a team would. @throws Error that says which step did not do what it should */
export const tryInstallation = async (told: Addresses, tell: Tell): Promise<void> => {
  const { accessToken } = await signIn(told.DashboardUrl, await newSignInCode(told.TableName));
  const ask = asker(told.GraphqlUrl, accessToken);
  interface Created {
    createApp: { environments: { id: string }[] };
  }
  const { createApp } = await ask<Created>(
    'mutation ($input: CreateAppInput!) { createApp(input: $input) { environments { id } } }',
    { input: { name: 'smoke', repository, framework: 'COMMAND', settings, pollSeconds: 0 } },
  );
  const environmentId = createApp.environments[0]?.id;
  const { deploy } = await ask<{ deploy: { id: string } }>(
    'mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
    { input: { environmentId } },
  );
  await untilEnded(ask, deploy.id, tell);
  if (!(await readLog(ask, deploy.id)).includes(line))
    throw new Error('the log lacks what the deploy command printed');
  const { teardown } = await ask<{ teardown: { id: string } }>(
    'mutation ($input: TeardownInput!) { teardown(input: $input) { id } }',
    { input: { environmentId } },
  );
  await untilEnded(ask, teardown.id, tell);
};
