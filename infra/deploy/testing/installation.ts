/** Test support: a run against a server on loopback, with a CDK that does what a test says. */
import { parseSettings } from '../../settings';
import type { Cdk } from '../cdk';
import { createClients } from '../clients';
import type { Output } from '../output';
import type { Run } from '../run';
import { AwsServer } from './aws-server';
import { FakeStacks } from './cloud-formation';

/** What a test works with. */
export interface TestRun {
  run: Run;
  server: AwsServer;
  stacks: FakeStacks;
  /** Everything that was said. */
  said: string[];
  close(): Promise<void>;
}

const listen = (said: string[]): Output => ({
  say: (line) => void said.push(line),
  step: async (title, work) => {
    said.push(title);
    return work((detail) => void said.push(detail));
  },
  finish: (document) => void said.push(JSON.stringify(document)),
  fail: (error) => void said.push(error.message),
  doing: undefined,
});

const noCdk: Cdk = () => Promise.resolve({ code: 0, lines: [] });

/** Starts a server and a run that talks to it. The SDK reads endpoint and credentials from the environment, as it does for people. */
export const startTestRun = async (root: string, cdk: Cdk = noCdk): Promise<TestRun> => {
  const server = new AwsServer();
  const stacks = new FakeStacks(server);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await server.start(),
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'eu-central-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  const said: string[] = [];
  const region = 'eu-central-1';
  const run: Run = {
    root,
    command: 'npm run deploy',
    region,
    settings: parseSettings({ region, account: '123456789012' }),
    identity: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ann' },
    clients: createClients(region),
    output: listen(said),
    cdk,
    pollMs: 1,
  };
  return { run, server, stacks, said, close: () => server.stop() };
};
