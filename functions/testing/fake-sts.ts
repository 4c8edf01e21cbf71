/** Test support: STS with roles and users of the test's own. It checks signatures, external ids and session tags as AWS does. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { verifySignature } from '../../local/appsync';
import { sendQueryError, sendQueryResult } from '../../local/aws/query-xml';

/** A role of some account. */
interface FakeRole {
  externalId: string;
  /** False for a role whose trust policy does not name `sts:TagSession`. */
  takesTags?: boolean;
}

/** Who holds a key. */
interface FakePrincipal {
  secretAccessKey: string;
  sessionToken?: string;
  arn: string;
}

/** What STS was asked. */
interface FakeCall {
  action: string;
  /** Who asked, as an ARN. */
  by: string;
  form: URLSearchParams;
}

/** What roles trust in tests: Trellis itself. */
const trellisKeys = { accessKeyId: 'access-key', secretAccessKey: 'secret-key' };
/** Keys of a user in another account, as `setTarget` takes them. */
export const userKeys = {
  accessKeyId: 'AKIAEXAMPLEUSER1WXYZ',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

class Refusal extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

const accountIn = (arn: string): string => arn.split(':')[4] ?? '';

export class FakeSts {
  readonly roles = new Map<string, FakeRole>();
  readonly principals = new Map<string, FakePrincipal>();
  readonly calls: FakeCall[] = [];
  /** How long a session lasts. */
  lifetimeMs = 3_600_000;
  /** Set to answer everybody so. */
  failure: { type: string; message: string; status: number } | undefined;
  private sessions = 0;

  constructor() {
    this.reset();
  }

  reset(): void {
    for (const kept of [this.roles, this.principals]) kept.clear();
    this.calls.length = 0;
    this.lifetimeMs = 3_600_000;
    this.failure = undefined;
    this.principals.set(trellisKeys.accessKeyId, {
      secretAccessKey: trellisKeys.secretAccessKey,
      arn: 'arn:aws:sts::111111111111:assumed-role/trellis-target/target-access',
    });
  }

  /** True for a request that only STS answers. */
  static isMeant({ headers }: IncomingMessage): boolean {
    return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await text(req);
    const form = new URLSearchParams(body);
    const action = form.get('Action') ?? '';
    try {
      const by = await this.principalOf(req, body);
      this.calls.push({ action, by, form });
      if (this.failure) return sendQueryError(res, this.failure);
      sendQueryResult(res, action, action === 'AssumeRole' ? this.assume(form, by) : this.identity(by));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendQueryError(res, { type: error.type, message: error.message, status: 403 });
    }
  }

  private async principalOf(req: IncomingMessage, body: string): Promise<string> {
    const { method = '', url = '', headers } = req;
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const verdict = await verifySignature({ method, url, headers, bodyHash }, (accessKeyId) => {
      const known = this.principals.get(accessKeyId);
      return known && { accessKeyId, ...known, accountId: accountIn(known.arn), userArn: known.arn };
    });
    if (verdict.ok) return verdict.principal.userArn;
    if (verdict.errorType === 'UnrecognizedClientException')
      throw new Refusal('InvalidClientTokenId', 'The security token included in the request is invalid.');
    throw new Refusal('SignatureDoesNotMatch', verdict.message);
  }

  private assume(form: URLSearchParams, by: string): object {
    const arn = form.get('RoleArn') ?? '';
    const role = this.roles.get(arn);
    const tagged = form.has('Tags.member.1.Key');
    if (role?.externalId !== form.get('ExternalId') || (tagged && role?.takesTags === false))
      throw new Refusal(
        'AccessDenied',
        `User: ${by} is not authorized to perform: sts:${tagged ? 'TagSession' : 'AssumeRole'} on resource: ${arn}`,
      );
    const number = (this.sessions += 1);
    const accessKeyId = `ASIAFAKESESSION${String(number).padStart(5, '0')}`;
    const secretAccessKey = `fake+secret/of+session/${String(number).padStart(17, '0')}`;
    const sessionToken = `FwoGZXIvYXdzEFake${String(number).padStart(5, '0')}`.padEnd(400, 'SessionToken/+');
    const sessionArn = `arn:aws:sts::${accountIn(arn)}:assumed-role/${arn.split('/')[1] ?? ''}/${form.get('RoleSessionName') ?? ''}`;
    this.principals.set(accessKeyId, { secretAccessKey, sessionToken, arn: sessionArn });
    return {
      AssumedRoleUser: { AssumedRoleId: `AROAFAKE:${number}`, Arn: sessionArn },
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: new Date(Date.now() + this.lifetimeMs).toISOString(),
      },
    };
  }

  private identity(by: string): object {
    return { Arn: by, UserId: 'FAKE', Account: accountIn(by) };
  }
}
