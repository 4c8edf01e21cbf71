/** The HTTP API: the routes of `wiring.ts`, which GitHub and a browser's sign-in call. People reach it through CloudFront. */
import { Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as http from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { routes, type FunctionName } from '../wiring';

/** The HTTP API before it has routes: its address is known, so that functions may be told of it. */
export interface RouteApi {
  api: http.HttpApi;
  host: string;
}

/** Requests a second, and at once. A storm of pushes is fewer; what is refused, GitHub shows and polling makes good. */
const throttle = { rateLimit: 100, burstLimit: 200 };

/** What is told of a request: never its path or query, in which codes of sign-in and GitHub stand. */
const accessLog = {
  time: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.error.message',
  functionError: '$context.integrationErrorMessage',
};

/** The API, throttled and with an access log. */
export const createRouteApi = (scope: Construct, { name }: { name: string }): RouteApi => {
  const api = new http.HttpApi(scope, 'Routes', {
    apiName: `${name}-routes`,
    description: 'What GitHub and the sign-in of the dashboard call',
    createDefaultStage: false,
  });
  const log = new LogGroup(scope, 'RouteLog', {
    logGroupName: `/aws/vendedlogs/${name}/routes`,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  new http.CfnStage(scope, 'RouteStage', {
    apiId: api.apiId,
    stageName: '$default',
    autoDeploy: true,
    defaultRouteSettings: {
      throttlingRateLimit: throttle.rateLimit,
      throttlingBurstLimit: throttle.burstLimit,
    },
    accessLogSettings: { destinationArn: log.logGroupArn, format: JSON.stringify(accessLog) },
  });
  const { region, urlSuffix } = Stack.of(scope);
  return { api, host: Fn.join('.', [api.apiId, 'execute-api', region, urlSuffix]) };
};

const methods: Readonly<Record<string, http.HttpMethod>> = {
  GET: http.HttpMethod.GET,
  POST: http.HttpMethod.POST,
};

const methodOf = (text: string): http.HttpMethod => {
  const method = methods[text];
  if (method === undefined) throw new Error(`wiring.ts has a route with the method "${text}".`);
  return method;
};

/** Adds every route of `wiring.ts`; a function may be called by its own routes only. */
export const addRoutes = ({ api }: RouteApi, functions: Readonly<Record<FunctionName, IFunction>>): void => {
  const integrations = new Map<FunctionName, HttpLambdaIntegration>();
  for (const [route, name] of Object.entries(routes)) {
    const [method = '', path = ''] = route.split(' ');
    const integration = integrations.get(name) ?? new HttpLambdaIntegration(`${name}Route`, functions[name]);
    integrations.set(name, integration);
    api.addRoutes({ path, methods: [methodOf(method)], integration });
  }
};
