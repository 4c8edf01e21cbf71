/** Test support: an installation small enough for a unit test: the real table, API, resolvers and functions; no real tasks. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { AppSync } from '../../local/appsync';
import type { DeploymentRecord, EnvironmentRecord } from '../../core/records';
import { createApiToken } from '../adapters/sign-in';
import { getDeployment } from '../adapters/store/deployments';
import { getEnvironment, rereadEnvironment } from '../adapters/store/environments';
import { forgetAllInstallationTokens } from '../adapters/github-token-cache';
import { createTestApi, invokeFunction, ownCredentials } from './api';
import { FakeAws } from './fake-aws';
import { FakeGitHub } from './fake-github';
import { FakeRemotes } from './fake-remotes';
import { FakeSts } from './fake-sts';
import { useTable } from './table';

interface GraphqlAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; errorType: string; errorInfo?: { nextStep?: string } }[];
}

const owner = {
  resolverContext: { id: 'mem_owner', name: 'ann', kind: 'member', permissions: '', roles: 'owner' },
};
const ALL = 'read,deploy,promote,rollback,teardown,cancel,approve,configure';

/** An error that a field answered with. */
class FieldError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

// One address for a worker: clients of the functions live as long as it does.
let current: Installation | undefined;
let listening: Promise<number> | undefined;

const listen = async (): Promise<number> => {
  const server = createServer((req, res) => {
    if (current) current.handle(req, res);
    else res.writeHead(503).end();
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

export class Installation {
  readonly aws = new FakeAws();
  /** What git finds at GitHub's addresses. */
  readonly remotes = new FakeRemotes();
  /** What GitHub's API says. */
  readonly github = new FakeGitHub(this.remotes);
  /** STS, and the accounts that it knows. */
  readonly sts = new FakeSts();
  private reports = 0;
  private appSync: AppSync | undefined;

  handle(req: IncomingMessage, res: ServerResponse): void {
    if (this.remotes.isMine(req)) this.remotes.answer(req, res);
    else if (req.url === '/graphql') this.appSync?.handleRequest(req, res);
    else if (FakeSts.isMeant(req)) void this.sts.handle(req, res);
    else if (req.url?.startsWith('/github/')) void this.github.handle(req, res);
    else void this.aws.handle(req, res);
  }

  async start(): Promise<void> {
    const port = await (listening ??= listen());
    this.remotes.lead(port);
    const base = `http://127.0.0.1:${port}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: base,
      AWS_ACCESS_KEY_ID: ownCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ownCredentials.secretAccessKey,
      TRELLIS_API_URL: `${base}/graphql`,
      TRELLIS_BUCKET_URL: `${base}/artifacts`,
      TRELLIS_SECRET_PREFIX: 'trellis-test',
      TRELLIS_CLUSTER: 'trellis',
      TRELLIS_TASK_DEFINITION: 'builder',
      TRELLIS_SUBNETS: 'subnet-1',
      TRELLIS_SECURITY_GROUPS: 'sg-1',
      TRELLIS_PUBLIC_IP: 'ENABLED',
      TRELLIS_LOG_GROUP: '/trellis/builder',
      TRELLIS_EVENT_BUS: 'trellis-test',
      TRELLIS_PUBLIC_URL: 'https://trellis.example.org',
      TRELLIS_INSTANCE: 'test',
      TRELLIS_GITHUB_API_URL: `${base}/github`,
      TRELLIS_REPOSITORY_ACCESS: 'any',
      TRELLIS_WEBHOOK_URL: 'https://trellis.example.org/webhooks/github',
      TRELLIS_STS_URL: base,
      HOME: this.remotes.home,
    });
    this.appSync = await createTestApi();
  }

  async stop(): Promise<void> {
    await this.appSync?.close();
    this.remotes.remove();
  }

  /** Calls the function behind a field as a member with the given permissions. */
  async call<T = DeploymentRecord>(
    name: Parameters<typeof invokeFunction>[0],
    args: object,
    permissions = ALL,
    who: { id?: string; name?: string; kind?: 'member' | 'token'; roles?: string } = {},
  ): Promise<T> {
    const identity = { resolverContext: { ...owner.resolverContext, permissions, ...who } };
    return this.answer<T>(await invokeFunction(name, { field: name, args, identity }));
  }

  /** Calls the function behind a field as Trellis itself. */
  async callInternally<T = Record<string, unknown>>(
    name: Parameters<typeof invokeFunction>[0],
    args: object,
  ): Promise<T> {
    const identity = { userArn: 'arn:aws:iam::111111111111:role/trellis' };
    return this.answer<T>(await invokeFunction(name, { field: name, args, identity }));
  }

  private answer<T>(answer: unknown): T {
    const { data, error } = answer as { data: T; error?: { code: string; message: string } };
    if (error) throw new FieldError(error.code, error.message);
    return data;
  }

  /** Runs a document with a token of its own, over HTTP. */
  async graphql(query: string, variables: object = {}, token?: string): Promise<GraphqlAnswer> {
    const response = await fetch(String(process.env.TRELLIS_API_URL), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: token ?? (await createApiToken('script')),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  }

  /** What a builder does at its start. */
  async claim(deploymentId: string): Promise<{ lease: string } & Record<string, unknown>> {
    const { claimToken } = this.aws.taskOf(deploymentId);
    return this.callInternally('claimDeployment', { deploymentId, claimToken });
  }

  /** What a builder does at its end. */
  async finish(deploymentId: string, lease: string, status = 'SUCCEEDED', more: object = {}): Promise<void> {
    const finish = { status, logLines: 0, logHash: 'hash', artifactKept: false, ...more };
    await this.report(deploymentId, lease, { finish });
  }

  /** What a builder reports meanwhile: its next report, unless `more` numbers it. */
  report(deploymentId: string, lease: string, more: object = {}): Promise<Record<string, unknown>> {
    const seq = (this.reports += 1);
    return this.callInternally('reportDeployment', { input: { deploymentId, lease, seq, ...more } });
  }

  /** A builder's whole run. */
  async run(deploymentId: string, status = 'SUCCEEDED', more: object = {}): Promise<DeploymentRecord> {
    const { lease } = await this.claim(deploymentId);
    await this.finish(deploymentId, lease, status, more);
    return getDeployment(deploymentId);
  }

  /** The environment as last written. */
  async environment(id: string): Promise<EnvironmentRecord> {
    return rereadEnvironment(await getEnvironment(id));
  }
}

/** Gives the tests of a file an installation, empty for each test. */
export const useInstallation = (): Installation => {
  useTable();
  const installation = new Installation();
  beforeAll(() => {
    current = installation;
    return installation.start();
  });
  afterEach(() => {
    installation.aws.reset();
    installation.github.reset();
    forgetAllInstallationTokens();
    installation.sts.reset();
    installation.remotes.reset();
  });
  afterAll(() => installation.stop());
  return installation;
};
