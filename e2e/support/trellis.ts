/** The words that journeys are written in: given a Trellis with an app, when something happens, then this is true. */
import { afterAll, beforeAll } from 'vitest';
import type {
  App,
  CreateAppInput,
  Deployment,
  DeploymentStatus,
  Environment,
  LockEnvironmentInput,
  UpdateEnvironmentInput,
} from '../../generated/schema';
import { Api, type DeploymentVerb } from './api';
import { Host, type StartOptions } from './host';
import { Repository } from './repository';
import { until } from './until';

/** What a site of the example says of itself. */
export interface SiteAnswer {
  status: number;
  version?: string;
  environment?: string;
  commit?: string;
  message?: string;
}

/** An environment of an app. */
export class Target {
  constructor(
    private readonly trellis: Trellis,
    private readonly appName: string,
    readonly id: string,
    readonly name: string,
  ) {}

  read(): Promise<Environment> {
    return this.trellis.api.environment(this.id);
  }

  /** Gives its deployments a variable. */
  async setVariable(name: string, value: string, secret = false): Promise<void> {
    const document = `mutation ($input: SetVariableInput!) { setVariable(input: $input) { name } }`;
    await this.trellis.api.send(document, { input: { environmentId: this.id, name, value, secret } });
  }

  /** Changes its settings. */
  async change(settings: Omit<UpdateEnvironmentInput, 'id'>): Promise<void> {
    const document = `mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { id } }`;
    await this.trellis.api.send(document, { input: { id: this.id, ...settings } });
  }

  /** Keeps deployments out. */
  async lock(hold: Omit<LockEnvironmentInput, 'environmentId'>): Promise<void> {
    const document = `mutation ($input: LockEnvironmentInput!) { lockEnvironment(input: $input) { id } }`;
    await this.trellis.api.send(document, { input: { environmentId: this.id, ...hold } });
  }

  /** Starts something here; a deployment runs even when it would change nothing. */
  start(verb: DeploymentVerb, input: Record<string, unknown> = {}): Promise<Deployment> {
    const force = verb === 'deploy' ? { force: true } : {};
    return this.trellis.api.start(verb, { environmentId: this.id, ...force, ...input });
  }

  /** Starts something here and waits for its end; by default it has to succeed. */
  async run(
    verb: DeploymentVerb,
    input: Record<string, unknown> = {},
    status: DeploymentStatus = 'SUCCEEDED',
  ): Promise<Deployment> {
    const { id } = await this.start(verb, input);
    return this.ends(id, status);
  }

  /** Waits for the end of a deployment, which has to be this one. */
  async ends(id: string, status: DeploymentStatus = 'SUCCEEDED'): Promise<Deployment> {
    const deployment = await this.trellis.api.waitForDeployment(id);
    if (deployment.status === status) return deployment;
    const log = (await this.trellis.api.log(id)).join('\n');
    throw new Error(`expected ${status}, not ${deployment.status}: ${deployment.reason ?? ''}\n${log}`);
  }

  /** Waits until nothing runs or waits here: an environment is told that its deployment has ended right after it has. */
  async isFree(): Promise<Environment> {
    const ask = async (): Promise<Environment | undefined> => {
      const environment = await this.read();
      return environment.active === null && environment.queued === null ? environment : undefined;
    };
    return until(ask, { what: `${this.name} to be free`, instead: () => this.read() });
  }

  /** Waits for the deployment of a commit to appear by itself. */
  deploymentOf(commit: string): Promise<Deployment> {
    const ask = async (): Promise<Deployment | undefined> =>
      (await this.trellis.api.deployments(this.id)).find(({ commit: its }) => its?.hash === commit);
    return until(ask, { what: `a deployment of ${commit} to ${this.name}`, instead: () => this.read() });
  }

  /** What the example answers here, at its public URL. */
  async answer(): Promise<SiteAnswer> {
    const url = `${this.trellis.host.sitesUrl}/${this.appName}/${this.name}/api/version`;
    const response = await fetch(url);
    if (!response.ok) return { status: response.status };
    return { status: response.status, ...((await response.json()) as Omit<SiteAnswer, 'status'>) };
  }
}

/** An app that a journey created. */
export class AppUnderTest {
  constructor(
    private readonly trellis: Trellis,
    readonly app: App,
    readonly repository: Repository,
  ) {}

  /** One of its environments, by name. */
  in(name: string): Target {
    const environment = this.app.environments.find((each) => each.name === name);
    if (environment === undefined) throw new Error(`${this.app.name} has no environment ${name}`);
    return new Target(this.trellis, this.app.name, environment.id, name);
  }
}

/** A host, its API, and what was made for it. */
export class Trellis {
  private started: Host | undefined;
  private readonly repositories: Repository[] = [];

  get host(): Host {
    if (this.started === undefined) throw new Error('the host is not started yet');
    return this.started;
  }

  get api(): Api {
    return new Api(this.host);
  }

  /** Given: an app of its own repository with the bundled example. Its tests take longer than all else, so they run where a journey asks for them. */
  async givenExample(
    name: string,
    settings: CreateAppInput['settings'] = { tests: false },
  ): Promise<AppUnderTest> {
    return this.givenApp(name, await Repository.ofExample(), settings);
  }

  /** Given: an app of a repository. */
  async givenApp(
    name: string,
    repository: Repository,
    settings: CreateAppInput['settings'] = null,
  ): Promise<AppUnderTest> {
    this.repositories.push(repository);
    const app = await this.api.createApp({
      name,
      repository: repository.path,
      ...(settings && { settings }),
    });
    return new AppUnderTest(this, app, repository);
  }

  async start(options?: StartOptions): Promise<void> {
    this.started = await Host.start(options);
  }

  async stop(): Promise<void> {
    await this.started?.stop();
    await Promise.all(this.repositories.map((repository) => repository.remove()));
  }
}

/** A Trellis of its own for a file of journeys: started before the first, stopped after the last. */
export const useTrellis = (options?: StartOptions): Trellis => {
  const trellis = new Trellis();
  beforeAll(() => trellis.start(options));
  afterAll(() => trellis.stop());
  return trellis;
};
