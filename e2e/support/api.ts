/** The API as a script uses it: plain HTTP, an API token, GraphQL documents. */
import type {
  App,
  CreateAppInput,
  Deployment,
  DeploymentStatus,
  Environment,
  LogPage,
  Maybe,
} from '../../generated/schema';
import type { Host } from './host';
import { until } from './until';

/** An error as the API gives it. */
export interface ApiProblem {
  message: string;
  errorType?: string;
  errorInfo?: { nextStep?: string } | null;
}

/** Thrown for an answer with errors. */
export class ApiError extends Error {
  constructor(readonly problems: readonly ApiProblem[]) {
    super(problems.map(({ errorType, message }) => `${errorType ?? 'unknown'}: ${message}`).join('; '));
  }

  /** The catalogue's code of the first error. */
  get code(): string {
    return this.problems[0]?.errorType ?? '';
  }

  /** What the first error says to do next. */
  get nextStep(): string {
    return this.problems[0]?.errorInfo?.nextStep ?? '';
  }
}

/** What the API refuses a call with; a call that is not refused is an error here. */
export const refusal = async (call: Promise<unknown>): Promise<ApiError> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('the call was not refused');
};

const deploymentFields = `
  id appId appName environmentId environmentName kind status trigger branch startedBy sourceDeploymentId sourceEnvironmentName
  supersededBy fence reason nextStep cancelRequested cancelledBy logLines logHash createdAt startedAt finishedAt
  commit { hash subject author url } outputs { name value } steps { name status command exitCode note }`;
const summaryFields = `id kind status reason commit { hash } outputs { name value }`;
const environmentFields = `
  id appId name position branch automatic protected pausedReason fence
  active { ${summaryFields} } queued { ${summaryFields} } live { ${summaryFields} } previous { ${summaryFields} } latest { ${summaryFields} }`;
const appFields = `id name repository directory defaultBranch framework environments { ${environmentFields} }`;

/** Statuses that never change again. */
const ended: readonly DeploymentStatus[] = [
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'TIMED_OUT',
  'EXPIRED',
  'SUPERSEDED',
  'SKIPPED',
];

/** Fields whose argument is `input` and whose answer is a deployment. */
export type DeploymentVerb = 'deploy' | 'promote' | 'rollback' | 'teardown';

/** A host's API. */
export class Api {
  constructor(private readonly host: Pick<Host, 'url' | 'token'>) {}

  /**
   * Sends one document.
   *
   * @throws ApiError when the answer has errors
   */
  async send<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await fetch(`${this.host.url}/graphql`, {
      method: 'POST',
      headers: { authorization: this.host.token, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: ApiProblem[] };
    if (errors !== undefined && errors.length > 0) throw new ApiError(errors);
    return data;
  }

  async createApp(input: CreateAppInput): Promise<App> {
    const document = `mutation ($input: CreateAppInput!) { createApp(input: $input) { ${appFields} } }`;
    return (await this.send<{ createApp: App }>(document, { input })).createApp;
  }

  /** The first fifty apps. */
  async apps(): Promise<App[]> {
    return (await this.send<{ apps: { nodes: App[] } }>(`{ apps { nodes { ${appFields} } } }`)).apps.nodes;
  }

  async app(id: string): Promise<Maybe<App>> {
    return (
      await this.send<{ app: Maybe<App> }>(`query ($id: ID!) { app(id: $id) { ${appFields} } }`, { id })
    ).app;
  }

  async environment(id: string): Promise<Environment> {
    const document = `query ($id: ID!) { environment(id: $id) { ${environmentFields} } }`;
    return (await this.send<{ environment: Environment }>(document, { id })).environment;
  }

  async deployment(id: string): Promise<Deployment> {
    const document = `query ($id: ID!) { deployment(id: $id) { ${deploymentFields} } }`;
    return (await this.send<{ deployment: Deployment }>(document, { id })).deployment;
  }

  /** The deployments of an environment, newest first; the first hundred. */
  async deployments(environmentId: string): Promise<Deployment[]> {
    const document = `query ($id: ID!) { environment(id: $id) { deployments(first: 100) { nodes { ${deploymentFields} } } } }`;
    const { environment } = await this.send<{ environment: Environment }>(document, { id: environmentId });
    return environment.deployments.nodes;
  }

  /** Starts something in an environment. */
  async start(
    verb: DeploymentVerb,
    input: { environmentId: string; [field: string]: unknown },
  ): Promise<Deployment> {
    const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${verb}(input: $input) { ${deploymentFields} } }`;
    return (await this.send<Record<DeploymentVerb, Deployment>>(document, { input }))[verb];
  }

  async cancel(id: string): Promise<void> {
    await this.send('mutation ($id: ID!) { cancelDeployment(id: $id) { id } }', { id });
  }

  /** Waits until a deployment has one of these statuses; by default any final one. */
  async waitForDeployment(
    id: string,
    statuses: readonly DeploymentStatus[] = ended,
    deadlineMs = 60_000,
  ): Promise<Deployment> {
    const ask = async (): Promise<Deployment | undefined> => {
      const deployment = await this.deployment(id);
      return statuses.includes(deployment.status) ? deployment : undefined;
    };
    const instead = async (): Promise<unknown> => ({
      deployment: await this.deployment(id),
      log: await this.log(id),
    });
    return until(ask, { what: `deployment ${id} to be ${statuses.join(' or ')}`, deadlineMs, instead });
  }

  /** The log of a deployment that has ended, as soon as all of it has arrived: its builder said how many lines there are. */
  async wholeLog(deploymentId: string, deadlineMs = 60_000): Promise<string[]> {
    const { logLines } = await this.waitForDeployment(deploymentId);
    let lines: string[] = [];
    const ask = async (): Promise<string[] | undefined> => {
      lines = await this.log(deploymentId);
      return lines.length === logLines ? lines : undefined;
    };
    const instead = (): string => `${lines.length} lines`;
    return until(ask, { what: `all ${logLines ?? 'unknown'} lines of ${deploymentId}`, deadlineMs, instead });
  }

  /** Everything that is kept of a deployment's log so far, as lines. */
  async log(deploymentId: string): Promise<string[]> {
    const document = `query ($id: ID!, $from: Int) { logs(deploymentId: $id, fromSeq: $from) {
      chunks { firstSeq count text continues } nextSeq } }`;
    let text = '';
    let from: number | null | undefined = 0;
    while (typeof from === 'number') {
      const { logs }: { logs: LogPage } = await this.send(document, { id: deploymentId, from });
      for (const chunk of logs.chunks) text += chunk.continues ? chunk.text : `${chunk.text}\n`;
      from = logs.nextSeq;
    }
    return text === '' ? [] : text.slice(0, -1).split('\n');
  }
}
