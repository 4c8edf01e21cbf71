import { Match } from 'aws-cdk-lib/assertions';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { functions, routes, type FunctionName } from '../wiring';
import { addRoutes, createRouteApi } from './routes';
import { propertiesOf, synthesize } from './testing/synthesize';

describe('the HTTP API', () => {
  const template = synthesize((stack) => {
    const api = createRouteApi(stack, { name: 'trellis' });
    const named = Object.keys(functions).map((name) => [
      name,
      Function.fromFunctionAttributes(stack, name, {
        functionArn: `arn:aws:lambda:eu-central-1:123456789012:function:${name}`,
        sameEnvironment: true,
      }),
    ]);
    addRoutes(
      api,
      Object.fromEntries(named) as Record<FunctionName, ReturnType<typeof Function.fromFunctionArn>>,
    );
  });

  it('has the routes of the wiring and no other', () => {
    expect(
      propertiesOf(template, 'AWS::ApiGatewayV2::Route')
        .map(({ RouteKey }) => RouteKey)
        .sort(),
    ).toEqual(Object.keys(routes).sort());
  });

  it('hands each request on as the handlers read it', () => {
    const names = new Set<FunctionName>(Object.values(routes));
    const integrations = propertiesOf(template, 'AWS::ApiGatewayV2::Integration');
    expect(integrations).toHaveLength(names.size);
    for (const integration of integrations)
      expect(integration).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
  });

  it('lets a function be called by its own routes only', () => {
    const permissions = propertiesOf(template, 'AWS::Lambda::Permission');
    expect(permissions).toHaveLength(Object.keys(routes).length);
    for (const { FunctionName: target, SourceArn: source, Principal: principal } of permissions) {
      expect(principal).toBe('apigateway.amazonaws.com');
      const name = String(target).split(':').at(-1) ?? '';
      const paths = Object.entries(routes)
        .filter(([, each]) => each === name)
        .map(([route]) => route.split(' ')[1] ?? '');
      expect(paths.some((path) => JSON.stringify(source).includes(path))).toBe(true);
    }
  });

  it('is throttled', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    });
  });

  it('logs requests without path, query, body or headers', () => {
    const [stage] = propertiesOf(template, 'AWS::ApiGatewayV2::Stage');
    const { Format: format } = stage?.['AccessLogSettings'] as { Format: string };
    expect(Object.keys(JSON.parse(format) as object)).toContain('status');
    expect(format).not.toMatch(/path|query|header|body|authorizer|identity/i);
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });
});
