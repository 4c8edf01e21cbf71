/**
 * Test support: a GitHub App and its installations, answering as GitHub's API is documented to (docs.github.com/rest/apps). It checks
 * what GitHub checks: the App's signature, what an installation was granted, and that tokens are its own.
 */
import { createVerify, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  accountOf,
  type FakeInstallation,
  type FakeRepository,
  installationOf,
  repositoryOf,
  type Schemas,
} from './shapes';

/** An answer of the fake. */
export interface FakeAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A request, as the fake reads it. */
export interface FakeRequest {
  method: string;
  /** Without the API's own prefix. */
  path: string;
  query: URLSearchParams;
  authorization: string;
  body: unknown;
}

/** What a conversion gives beside the App. */
interface Secrets {
  client_secret: string;
  webhook_secret: string | null;
  pem: string;
}

interface Token {
  installationId: number;
  repositories: string[] | null;
  permissions: Record<string, string>;
  expiresAt: number;
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const HOUR_MS = 3_600_000;
const json = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
const error = (status: number, message: string): FakeAnswer => ({
  status,
  body: { message, status: String(status) },
});
const notFound = error(404, 'Not Found');

export class FakeGitHubApp {
  readonly id = 4711;
  readonly slug = 'trellis-acme';
  readonly webhookSecret = 'the webhook secret of the App';
  readonly privateKey: string = privateKey;
  repositories: FakeRepository[] = [];
  installations: FakeInstallation[] = [];
  /** Addresses that repositories had before. */
  moved: string[] = [];
  /** True once somebody has deleted the App, or its key. */
  revoked = false;
  /** The code of a new App that nobody has taken yet. */
  code: string | undefined;
  /** The manifest that the App was made of. */
  manifest: { name: string; hook_attributes?: { url: string } } | undefined;
  readonly tokens = new Map<string, Token>();

  /** @param pages where its pages are */
  constructor(private readonly pages: string) {}

  /** Installs the App on repositories that are made for it. */
  install(account: string, names: string[], id = this.installations.length + 1): FakeInstallation {
    const repositories = names.map((name) => `${account}/${name}`);
    for (const fullName of repositories)
      this.repositories.push({ id: 1000 + this.repositories.length, fullName, private: true });
    const installation = { id, account, suspended: false, repositories };
    this.installations.push(installation);
    return installation;
  }

  /** What the App's owner gets for a manifest: the code of the new App. */
  create(manifest: FakeGitHubApp['manifest']): string {
    this.manifest = manifest;
    return (this.code = randomBytes(20).toString('hex'));
  }

  /** True when a token opens a repository, for git as well. */
  opens(token: string, fullName: string): boolean {
    const known = this.tokens.get(token);
    if (!known || known.expiresAt < Date.now()) return false;
    const installation = this.installations.find(({ id }) => id === known.installationId);
    if (!installation || installation.suspended) return false;
    return (known.repositories ?? installation.repositories).includes(fullName);
  }

  /** True when a token may write deployments, or statuses of commits, in a repository. */
  mayWrite(token: string, fullName: string, what: 'deployments' | 'statuses'): boolean {
    return this.opens(token, fullName) && this.tokens.get(token)?.permissions[what] === 'write';
  }

  /** Answers a request; undefined for what is not the App's. */
  answer(request: FakeRequest): FakeAnswer | undefined {
    const { method, path } = request;
    const conversion = /^\/app-manifests\/([^/]+)\/conversions$/.exec(path);
    if (conversion && method === 'POST') return this.convert(conversion[1]);
    if (path === '/installation/repositories') return this.grantedRepositories(request);
    const ofRepository = /^\/repos\/([^/]+\/[^/]+)\/installation$/.exec(path);
    const tokens = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(path);
    if (!ofRepository && !tokens && !path.startsWith('/app')) return undefined;
    if (!this.isApp(request.authorization)) return error(401, 'A JSON web token could not be decoded');
    if (ofRepository) return this.installationOfRepository(ofRepository[1] ?? '');
    if (tokens && method === 'POST') return this.issue(Number(tokens[1]), request.body);
    if (path === '/app/installations')
      return { status: 200, body: this.installations.map((each) => installationOf(each, this.pages)) };
    return notFound;
  }

  /** "Authenticating as a GitHub App": signed by its key, issued by it, and valid for ten minutes at most. */
  private isApp(authorization: string): boolean {
    const [head = '', claims = '', signature = ''] = authorization.replace(/^bearer /i, '').split('.');
    const verifier = createVerify('RSA-SHA256').update(`${head}.${claims}`);
    if (this.revoked || !verifier.verify(publicKey, signature, 'base64url')) return false;
    const { iss, exp, iat } = json(claims) as { iss: number; exp: number; iat: number };
    const now = Date.now() / 1000;
    return Number(iss) === this.id && iat <= now && exp > now && exp - now <= 600;
  }

  private convert(code: string | undefined): FakeAnswer {
    if (code === undefined || code !== this.code) return notFound;
    this.code = undefined;
    const body: Partial<Schemas['integration']> & Secrets = {
      id: this.id,
      slug: this.slug,
      node_id: 'MDExOkludGVncmF0aW9uMQ==',
      name: this.manifest?.name ?? 'Trellis',
      owner: accountOf('acme'),
      description: null,
      external_url: this.pages,
      html_url: `${this.pages}/apps/${this.slug}`,
      client_id: 'Iv1.0123456789abcdef',
      client_secret: 'a client secret',
      webhook_secret: this.manifest?.hook_attributes ? this.webhookSecret : null,
      pem: this.privateKey,
    };
    return { status: 201, body };
  }

  private installationOfRepository(fullName: string): FakeAnswer {
    if (this.moved.includes(fullName))
      return { status: 301, headers: { location: `${this.pages}/api/v3/repositories/1/installation` } };
    const found = this.installations.find(({ repositories }) => repositories.includes(fullName));
    return found ? { status: 200, body: installationOf(found, this.pages) } : notFound;
  }

  /** "Create an installation access token for an app". */
  private issue(id: number, body: unknown): FakeAnswer {
    const installation = this.installations.find((each) => each.id === id);
    if (!installation) return notFound;
    if (installation.suspended) return error(403, 'This installation has been suspended');
    const { repositories, permissions = {} } = body as {
      repositories?: string[];
      permissions?: Record<string, string>;
    };
    const wanted = repositories?.map((name) => `${installation.account}/${name}`) ?? null;
    if (wanted?.some((each) => !installation.repositories.includes(each)))
      return error(
        422,
        'There is at least one repository that does not exist or is not accessible to the parent installation.',
      );
    const token = `ghs_${this.id}_${randomBytes(60).toString('base64url')}`;
    const expiresAt = Date.now() + HOUR_MS;
    this.tokens.set(token, { installationId: id, repositories: wanted, permissions, expiresAt });
    const answer: Partial<Schemas['installation-token']> = {
      token,
      expires_at: new Date(expiresAt).toISOString(),
      permissions,
      repository_selection: 'selected',
    };
    return { status: 201, body: answer };
  }

  private grantedRepositories({ authorization, query }: FakeRequest): FakeAnswer {
    const token = this.tokens.get(authorization.replace(/^Bearer /, ''));
    const installation = this.installations.find(({ id }) => id === token?.installationId);
    if (!installation) return error(401, 'Bad credentials');
    if (installation.suspended) return error(403, 'This installation has been suspended');
    const [size, page] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)];
    const all = this.repositories.filter(({ fullName }) => installation.repositories.includes(fullName));
    return {
      status: 200,
      body: {
        total_count: all.length,
        repository_selection: 'selected',
        repositories: all
          .slice((page - 1) * size, page * size)
          .map((repository) => repositoryOf(repository, this.pages)),
      },
    };
  }
}
