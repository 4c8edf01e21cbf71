/** The AppSync API: schema, who may call, limits and its log. What answers its fields stands in `resolvers.ts`. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnGraphQLApi, CfnGraphQLSchema } from 'aws-cdk-lib/aws-appsync';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logGroupArn } from './names';
import { logStatements } from './permissions';
import { policyStatements } from './policies';

/** How deep a query may nest: the deepest of ours is held to it by a test. */
export const queryDepthLimit = 12;
/** How many resolvers a query may run: a page of 100 apps with what the dashboard shows of each takes some 200. */
const resolverCountLimit = 1_000;
/** How long AppSync may keep what the authorizer said, where the authorizer itself says nothing. */
const AUTHORIZER_TTL_SECONDS = 60;

export interface ApiProps {
  name: string;
  /** The text of `schema.graphql`. */
  schema: string;
  tableName: string;
  xray: boolean;
}

/** The API as other parts know it. */
export interface Api {
  api: CfnGraphQLApi;
  schema: CfnGraphQLSchema;
  id: string;
  arn: string;
  url: string;
  /** Host names of queries and mutations, and of subscriptions. */
  host: string;
  realtimeHost: string;
}

const createLog = (scope: Construct, id: string, role: Role): void => {
  const logGroupName = `/aws/appsync/apis/${id}`;
  new LogGroup(scope, 'ApiLogs', {
    logGroupName,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  new Policy(scope, 'ApiLogPolicy', {
    roles: [role],
    statements: policyStatements(logStatements(logGroupArn(Stack.of(scope), logGroupName))),
  });
};

/** Makes the API; `connectAuthorizer` and the resolvers complete it. */
export const createApi = (scope: Construct, { name, schema, tableName, xray }: ApiProps): Api => {
  const logRole = new Role(scope, 'ApiLogRole', {
    assumedBy: new ServicePrincipal('appsync.amazonaws.com'),
    description: 'Trellis: lets the API write its log',
  });
  const api = new CfnGraphQLApi(scope, 'Api', {
    name,
    authenticationType: 'AWS_LAMBDA',
    additionalAuthenticationProviders: [{ authenticationType: 'AWS_IAM' }],
    introspectionConfig: 'DISABLED',
    queryDepthLimit,
    resolverCountLimit,
    environmentVariables: { TRELLIS_TABLE: tableName },
    xrayEnabled: xray,
    logConfig: {
      cloudWatchLogsRoleArn: logRole.roleArn,
      fieldLogLevel: 'ERROR',
      // Arguments and answers hold what people and builders send.
      excludeVerboseContent: true,
    },
  });
  createLog(scope, api.attrApiId, logRole);
  return {
    api,
    schema: new CfnGraphQLSchema(scope, 'Schema', { apiId: api.attrApiId, definition: schema }),
    id: api.attrApiId,
    arn: api.attrArn,
    url: api.attrGraphQlUrl,
    host: api.attrGraphQlDns,
    realtimeHost: api.attrRealtimeDns,
  };
};

/** Lets the authorizer say who a caller with a token is. */
export const connectAuthorizer = (scope: Construct, { api, arn }: Api, authorizer: IFunction): void => {
  api.lambdaAuthorizerConfig = {
    authorizerUri: authorizer.functionArn,
    authorizerResultTtlInSeconds: AUTHORIZER_TTL_SECONDS,
  };
  new CfnPermission(scope, 'AuthorizerPermission', {
    action: 'lambda:InvokeFunction',
    functionName: authorizer.functionArn,
    principal: 'appsync.amazonaws.com',
    sourceArn: arn,
    sourceAccount: Stack.of(scope).account,
  });
};
