/** Whether the account is prepared for the AWS CDK in a region, which needs a bucket and some roles there, once. */
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { isMissing } from '../explain-aws';

// Of the CDK's own template: the first version that can hold what these stacks need of it.
const neededVersion = 6;

/** What is to be done about it. */
export type Bootstrap = 'ready' | 'missing' | 'old';

/** What a version means; none is a missing parameter. Pure. */
export const judgeBootstrap = (version: string | undefined): Bootstrap => {
  if (version === undefined) return 'missing';
  return Number.parseInt(version, 10) >= neededVersion ? 'ready' : 'old';
};

/** Reads the version that the bootstrap left in the account. */
export const readBootstrap = async (ssm: SSMClient): Promise<Bootstrap> => {
  try {
    const { Parameter } = await ssm.send(
      new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }),
    );
    return judgeBootstrap(Parameter?.Value);
  } catch (error) {
    if (isMissing(error)) return 'missing';
    throw error;
  }
};
