/**
 * Test support: GitHub Deployments, their statuses and statuses of commits, answering as GitHub's API is documented to
 * (docs.github.com/rest/deployments, docs.github.com/rest/commits/statuses). It checks what GitHub checks, and keeps everything that it was told.
 */
import type { FakeAnswer, FakeRequest } from './app';
import type { Schemas } from './shapes';

/** A status of a GitHub Deployment. */
type FakeDeploymentStatus = Pick<
  Schemas['deployment-status'],
  'state' | 'description' | 'environment_url' | 'log_url'
>;

/** A GitHub Deployment. */
interface FakeDeployment {
  id: number;
  repository: string;
  sha: string;
  task: string;
  environment: string;
  production: boolean;
  payload: { trellis?: string };
  /** In the order in which they came. */
  statuses: FakeDeploymentStatus[];
}

/** A status of a commit. */
interface FakeCommitStatus {
  repository: string;
  sha: string;
  context: string;
  state: string;
  description: string;
  target_url: string;
}

interface NewDeployment {
  ref: string;
  task: string;
  environment: string;
  auto_merge: boolean;
  required_contexts?: string[];
  production_environment: boolean;
  payload: { trellis?: string };
}

/** What an installation token may do in a repository. */
type MayWrite = (token: string, repository: string, what: 'deployments' | 'statuses') => boolean;

const error = (status: number, message: string): FakeAnswer => ({
  status,
  body: { message, status: String(status) },
});
const invalid = error(422, 'Validation Failed');
const states = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'];
const commitStates = ['error', 'failure', 'pending', 'success'];

/** What both kinds of statuses refuse of a description. */
const isBadText = (text: string): boolean => text.length > 140 || /[\u{10000}-\u{10FFFF}]/u.test(text);

export class FakeReports {
  readonly deployments: FakeDeployment[] = [];
  readonly commitStatuses: FakeCommitStatus[] = [];
  /** Called with each answer; may give another one, as if the true one was lost on its way. */
  afterwards: (answer: FakeAnswer) => FakeAnswer = (answer) => answer;
  private lastId = 5_000;

  constructor(private readonly mayWrite: MayWrite) {}

  /** Forgets everything. */
  forget(): void {
    this.deployments.length = 0;
    this.commitStatuses.length = 0;
  }

  /** The GitHub Deployments of a deployment of Trellis. */
  of(deploymentId: string): FakeDeployment[] {
    return this.deployments.filter(({ payload }) => payload.trellis === deploymentId);
  }

  /** What the GitHub Deployment of a deployment shows; undefined when it has none, or no status. */
  shown(deploymentId: string): FakeDeploymentStatus | undefined {
    return this.of(deploymentId)[0]?.statuses.at(-1);
  }

  /** What a commit shows in a context. */
  commit(sha: string, context: string): FakeCommitStatus | undefined {
    return this.commitStatuses.findLast((each) => each.sha === sha && each.context === context);
  }

  /** Answers a request; undefined for what is about something else. */
  answer(request: FakeRequest): FakeAnswer | undefined {
    const [, repository = '', rest = ''] =
      /^\/repos\/([^/]+\/[^/]+)\/((?:deployments|statuses)(?:\/.*)?)$/.exec(request.path) ?? [];
    if (rest === '') return undefined;
    const what = rest.startsWith('statuses') ? 'statuses' : 'deployments';
    if (!this.mayWrite(request.authorization.replace(/^Bearer /, ''), repository, what))
      return error(403, 'Resource not accessible by integration');
    return this.afterwards(this.take(repository, rest, request));
  }

  private take(repository: string, path: string, { method, query, body }: FakeRequest): FakeAnswer {
    const [what, id = ''] = path.split('/');
    if (what === 'statuses') return this.setCommitStatus(repository, id, body);
    if (id !== '') return this.setStatus(Number(id), body as Partial<FakeDeploymentStatus>);
    return method === 'POST' ? this.create(repository, body as NewDeployment) : this.list(repository, query);
  }

  private create(repository: string, given: NewDeployment): FakeAnswer {
    if (!/^[0-9a-f]{40}$/.test(given.ref)) return error(422, `No ref found for: ${given.ref}`);
    // Without these, GitHub merges branches and waits for checks.
    if (given.auto_merge || given.required_contexts?.length !== 0) return error(409, 'Conflict');
    const deployment: FakeDeployment = {
      id: (this.lastId += 1),
      repository,
      sha: given.ref,
      task: given.task,
      environment: given.environment,
      production: given.production_environment,
      payload: given.payload,
      statuses: [],
    };
    this.deployments.push(deployment);
    return { status: 201, body: this.show(deployment) };
  }

  private list(repository: string, query: URLSearchParams): FakeAnswer {
    const found = this.deployments.filter(
      (each) =>
        each.repository === repository &&
        each.sha === query.get('sha') &&
        each.environment === query.get('environment'),
    );
    return { status: 200, body: found.map((each) => this.show(each)) };
  }

  private show({ id, sha, task, environment, payload }: FakeDeployment): Partial<Schemas['deployment']> {
    return { id, sha, ref: sha, task, environment, payload };
  }

  private setStatus(id: number, given: Partial<FakeDeploymentStatus>): FakeAnswer {
    const deployment = this.deployments.find((each) => each.id === id);
    if (!deployment) return error(404, 'Not Found');
    const { state, description = '', log_url, environment_url } = given;
    if (state === undefined || !states.includes(state) || isBadText(description)) return invalid;
    if (environment_url !== undefined && !/^https?:/.test(environment_url)) return invalid;
    deployment.statuses.push({ state, description, log_url, environment_url });
    return { status: 201, body: { id: deployment.statuses.length, state, description } };
  }

  private setCommitStatus(repository: string, sha: string, body: unknown): FakeAnswer {
    const given = body as Omit<FakeCommitStatus, 'repository' | 'sha'>;
    if (!commitStates.includes(given.state) || isBadText(given.description)) return invalid;
    this.commitStatuses.push({ ...given, repository, sha });
    return { status: 201, body: { id: this.commitStatuses.length, state: given.state } };
  }
}
