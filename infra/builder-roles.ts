/** The two roles of a builder's task, each with no more than it needs. */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** What the roles may be used on. */
interface BuilderRolesProps {
  repositoryArn: string;
  logGroupArn: string;
  mayCall: readonly iam.PolicyStatement[];
}

/**
 * The role of the program (`taskRole`), which may claim its deployment and report on it, and that of the platform (`executionRole`),
 * which fetches the image and writes the log. Commands run as a user that gets at neither.
 */
export const createBuilderRoles = (
  scope: Construct,
  { repositoryArn, logGroupArn, mayCall }: BuilderRolesProps,
): { taskRole: iam.Role; executionRole: iam.Role } => {
  // Only tasks of this account: the service must not be led to take the role for somebody else's.
  const assumedBy = new iam.PrincipalWithConditions(new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), {
    StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
  });
  const taskRole = new iam.Role(scope, 'TaskRole', {
    assumedBy,
    description: 'Builders of Trellis: they claim a deployment and report on it',
    inlinePolicies: { calls: new iam.PolicyDocument({ statements: [...mayCall] }) },
  });
  const executionRole = new iam.Role(scope, 'ExecutionRole', {
    assumedBy,
    description: 'Starts builders of Trellis: fetches their image and writes their log',
    inlinePolicies: {
      start: new iam.PolicyDocument({
        statements: [
          // It names no resource: the token opens the registry, and each image is allowed for itself.
          new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
          new iam.PolicyStatement({
            actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            resources: [repositoryArn],
          }),
          new iam.PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [`${logGroupArn}:*`],
          }),
        ],
      }),
    },
  });
  return { taskRole, executionRole };
};
