/** STS: who a caller is, and an hour of a role in another account. */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccessKeys } from '../../core/target';
import { setting } from './config';

/** Credentials of an account; those of a user do not end. */
export interface AccountCredentials extends AccessKeys {
  sessionToken: string | null;
  expiration: string | null;
}

/** A session of a role. */
export interface RoleSession {
  credentials: AccountCredentials;
  /** The session, as an ARN. */
  arn: string;
}

/** What to assume a role with. */
export interface RoleRequest {
  roleArn: string;
  externalId: string;
  sessionName: string;
  /** What the role's own account reads in its trail; left out when the role does not take any. */
  tags: Record<string, string>;
}

/** A role's credentials reach another role only in sessions of this length: AWS chains no longer ones. */
const SESSION_SECONDS = 3_600;
const patience = { maxAttempts: 2, requestHandler: { connectionTimeout: 3_000, requestTimeout: 8_000 } };

let client: STSClient | undefined;
/** STS as Trellis' own role asks it. */
const sts = (): STSClient => (client ??= new STSClient(patience));

const isDenied = (error: unknown): boolean => error instanceof Error && error.name.startsWith('AccessDenied');

const assume = async (
  { roleArn, externalId, sessionName }: RoleRequest,
  tags: [string, string][],
): Promise<RoleSession> => {
  const { Credentials, AssumedRoleUser } = await sts().send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      ExternalId: externalId,
      DurationSeconds: SESSION_SECONDS,
      ...(tags.length > 0 && { Tags: tags.map(([Key, Value]) => ({ Key, Value })) }),
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration || !AssumedRoleUser?.Arn)
    throw new Error('STS gave no credentials');
  return {
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration.toISOString(),
    },
    arn: AssumedRoleUser.Arn,
  };
};

/**
 * Assumes a role. One that is not made by the template may take no session tags, so a refusal is tried again without them.
 *
 * @throws what the SDK throws
 */
export const assumeRole = async (request: RoleRequest): Promise<RoleSession> => {
  try {
    return await assume(request, Object.entries(request.tags));
  } catch (error) {
    if (!isDenied(error)) throw error;
    return assume(request, []);
  }
};

/** Who Trellis is to AWS, as an ARN. */
export const ownIdentity = async (): Promise<string> =>
  (await sts().send(new GetCallerIdentityCommand({}))).Arn ?? '';

/** Whose access keys these are, as an ARN. */
export const identityOf = async ({ accessKeyId, secretAccessKey }: AccessKeys): Promise<string> => {
  const credentials = { accessKeyId, secretAccessKey };
  const other = new STSClient({ ...patience, credentials, endpoint: setting('TRELLIS_STS_URL') });
  try {
    return (await other.send(new GetCallerIdentityCommand({}))).Arn ?? '';
  } finally {
    other.destroy();
  }
};
