/**
 * The AWS account that an environment's deploy commands act in: what may be set, and how it is read back. Each function takes untrusted
 * text and gives it back clean, or throws a `TrellisError`.
 */
import { TrellisError } from './errors';

/** Trellis may assume roles of no other name, in whatever account (`infra/target-account/template.yaml` makes such roles). */
export const TARGET_ROLE_PREFIX = 'trellis-target-';

/** Access keys as a person gives them. */
export interface AccessKeys {
  accessKeyId: string;
  secretAccessKey: string;
}

/** What an environment is to have: nothing of its own, a role to assume, or access keys (undefined: those that are kept). */
export type WantedTarget =
  | { kind: 'NONE' }
  | { kind: 'ROLE'; roleArn: string; region: string | null; asVariables: boolean }
  | { kind: 'KEYS'; keys: AccessKeys | undefined; region: string | null };

/** `SetTargetInput` of the schema. */
export interface TargetInput {
  kind: 'NONE' | 'ROLE' | 'KEYS';
  roleArn?: string | null | undefined;
  region?: string | null | undefined;
  asVariables?: boolean | null | undefined;
  accessKeyId?: string | null | undefined;
  secretAccessKey?: string | null | undefined;
}

const ROLE_ARN = /^arn:(?:aws|aws-us-gov|aws-cn):iam::\d{12}:role\/trellis-target-[\w+=,.@-]{1,49}$/;
const REGION = /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}$/;
const ACCESS_KEY_ID = /^AKIA[A-Z0-9]{12,28}$/;
const SECRET_ACCESS_KEY = /^[A-Za-z0-9/+=]{40}$/;

const invalid = (field: string, problem: string): TrellisError =>
  new TrellisError('input.invalid', { field, problem });

const parseRoleArn = (text: string): string => {
  const arn = text.trim();
  if (!ROLE_ARN.test(arn))
    throw invalid(
      'roleArn',
      `must be the ARN of a role whose name begins with ${TARGET_ROLE_PREFIX}, such as arn:aws:iam::111122223333:role/${TARGET_ROLE_PREFIX}shop`,
    );
  return arn;
};

const parseRegion = (text: string): string | null => {
  const region = text.trim();
  if (region === '') return null;
  if (!REGION.test(region)) throw invalid('region', 'must be the name of a region, such as eu-central-1');
  return region;
};

const parseKeys = (idText: string, secretText: string): AccessKeys | undefined => {
  const [accessKeyId, secretAccessKey] = [idText.trim(), secretText.trim()];
  if (accessKeyId === '' && secretAccessKey === '') return undefined;
  if (accessKeyId.startsWith('ASIA'))
    throw invalid(
      'accessKeyId',
      'is the id of a temporary key, which would end within hours; give one of an IAM user',
    );
  if (!ACCESS_KEY_ID.test(accessKeyId))
    throw invalid('accessKeyId', 'must be the id of an access key: AKIA and capital letters and digits');
  if (!SECRET_ACCESS_KEY.test(secretAccessKey))
    throw invalid('secretAccessKey', 'must be the 40 characters that AWS showed with the access key');
  return { accessKeyId, secretAccessKey };
};

/**
 * What a caller wants an environment to have.
 *
 * @throws TrellisError `input.invalid`, which never repeats what was given
 */
export const parseTarget = (input: TargetInput): WantedTarget => {
  if (input.kind === 'NONE') return { kind: 'NONE' };
  const region = parseRegion(input.region ?? '');
  if (input.kind === 'ROLE')
    return {
      kind: 'ROLE',
      roleArn: parseRoleArn(input.roleArn ?? ''),
      region,
      asVariables: input.asVariables ?? false,
    };
  return { kind: 'KEYS', keys: parseKeys(input.accessKeyId ?? '', input.secretAccessKey ?? ''), region };
};

/** The account of an ARN, in twelve digits; empty when it has none. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/**
 * Whom a role in another account must trust, from what `sts:GetCallerIdentity` says of a caller: a session of a role stands for its
 * role. Of roles that people sign in to (IAM Identity Center) the path is not told, so it is left open.
 */
export const principalOf = (callerArn: string): string => {
  const session = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(callerArn);
  if (!session) return callerArn;
  const [, partition = '', account = '', role = ''] = session;
  const path = role.startsWith('AWSReservedSSO_') ? 'aws-reserved/sso.amazonaws.com/*' : '';
  return `arn:${partition}:iam::${account}:role/${path}${role}`;
};
