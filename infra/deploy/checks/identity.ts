/** Who is asking AWS, and whether AWS answers: the first call of every command. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { explainAws, type CallContext } from '../explain-aws';
import { DeployError } from '../failures';
import { isKnownRegion, isOptInRegion, suggestionFor } from './region';

/** An account, and who acts in it. */
export interface Identity {
  account: string;
  arn: string;
}

/** A user or role without the account, as `user/ann` or `assumed-role/Admin/ann`. */
export const shortArn = (arn: string): string => arn.split(':').slice(5).join(':') || arn;

const isForeignToken = (code: string): boolean => code === 'aws.credentials_invalid';

/**
 * What a refusal of the first call means for the region. Pure.
 *
 * A region that is not enabled answers as if the credentials were wrong; one that does not exist has no address.
 */
export const explainFirstCall = (error: unknown, context: CallContext & { region: string }): DeployError => {
  const explained = explainAws(error, context);
  const { region } = context;
  if (isForeignToken(explained.code) && isOptInRegion(region))
    return new DeployError('aws.region_disabled', { region });
  if (explained.code === 'aws.unreachable' && !isKnownRegion(region))
    return new DeployError('aws.region_unknown', { region, suggestion: suggestionFor(region) });
  return explained;
};

/**
 * Who the credentials belong to.
 *
 * @param wanted - the account that the settings name, when they do
 * @throws DeployError for credentials that are missing, expired, wrong or of another account, and for a region that cannot be used
 */
export const identify = async (
  sts: STSClient,
  context: Omit<CallContext, 'operation'> & { region: string },
  wanted?: string,
): Promise<Identity> => {
  let identity: Identity;
  try {
    const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    identity = { account: Account, arn: Arn };
  } catch (error) {
    throw explainFirstCall(error, { ...context, operation: 'Asking who the credentials belong to' });
  }
  if (wanted !== undefined && wanted !== identity.account)
    throw new DeployError('aws.wrong_account', { actual: identity.account, wanted });
  return identity;
};

/**
 * The region, from whatever names one: the settings, the environment, the profile.
 *
 * @throws DeployError `aws.region_missing`
 */
export const findRegion = async (
  named: string | undefined,
  command: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> => {
  if (named !== undefined) return named;
  const fromEnvironment = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (fromEnvironment) return fromEnvironment;
  try {
    return await new STSClient({}).config.region();
  } catch {
    throw new DeployError('aws.region_missing', { command });
  }
};
