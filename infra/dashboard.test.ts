import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { routes } from '../wiring';
import { createDashboard, routePatterns, type DashboardProps } from './dashboard';
import { propertiesOf, synthesize } from './testing/synthesize';

const dashboard = (more: Partial<DashboardProps> = {}) =>
  synthesize((stack) =>
    createDashboard(stack, {
      name: 'trellis',
      graphqlHost: 'abc.appsync-api.eu-central-1.amazonaws.com',
      realtimeHost: 'abc.appsync-realtime-api.eu-central-1.amazonaws.com',
      routesHost: 'def.execute-api.eu-central-1.amazonaws.com',
      ...more,
    }),
  );

interface Behavior {
  PathPattern: string;
  AllowedMethods: string[];
  CachePolicyId: string;
  OriginRequestPolicyId: string;
  ViewerProtocolPolicy: string;
  Compress: boolean;
  FunctionAssociations?: unknown;
}

interface DistributionConfig {
  CacheBehaviors: Behavior[];
  CustomErrorResponses?: unknown;
  Origins: { DomainName: unknown }[];
}

describe('the dashboard on AWS', () => {
  const template = dashboard();
  const configOf = (from: typeof template) =>
    propertiesOf(from, 'AWS::CloudFront::Distribution')[0]?.['DistributionConfig'] as DistributionConfig;

  it('has a bucket that only its distribution reads', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.anyValue(),
      WebsiteConfiguration: Match.absent(),
    });
    template.resourceCountIs('AWS::CloudFront::OriginAccessControl', 1);
    const [policy] = propertiesOf(template, 'AWS::S3::BucketPolicy');
    const { Statement: statements } = policy?.['PolicyDocument'] as {
      Statement: { Effect: string; Action: string; Principal: unknown; Condition: unknown }[];
    };
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() as unknown } },
    });
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('lets pages run their own scripts only, and talk to the API’s two hosts only', () => {
    const [headers] = propertiesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy');
    const config = headers?.['ResponseHeadersPolicyConfig'] as {
      SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: string } };
      CustomHeadersConfig: { Items: { Header: string }[] };
    };
    const directives = config.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy.split('; ');
    expect(directives).toContain("script-src 'self'");
    expect(directives).toContain(
      "connect-src 'self' https://abc.appsync-api.eu-central-1.amazonaws.com wss://abc.appsync-realtime-api.eu-central-1.amazonaws.com",
    );
    expect(directives).toContain("form-action 'self' https:");
    expect(config.SecurityHeadersConfig).toMatchObject({
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY' },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
    });
    expect(config.CustomHeadersConfig.Items.map(({ Header }) => Header)).toEqual([
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
      'permissions-policy',
    ]);
  });

  it('keeps files as long as they say themselves, compressed, by HTTP/2 and HTTP/3, over TLS', () => {
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: Match.objectLike({
        MinTTL: 0,
        DefaultTTL: 0,
        MaxTTL: 31_536_000,
        ParametersInCacheKeyAndForwardedToOrigin: Match.objectLike({
          EnableAcceptEncodingBrotli: true,
          EnableAcceptEncodingGzip: true,
        }),
      }),
    });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        HttpVersion: 'http2and3',
        DefaultCacheBehavior: Match.objectLike({
          Compress: true,
          ViewerProtocolPolicy: 'redirect-to-https',
          FunctionAssociations: [Match.objectLike({ EventType: 'viewer-request' })],
        }),
      }),
    });
  });

  it('passes the routes of functions on as they come: nothing kept, nothing compressed, no other error page', () => {
    const config = configOf(template);
    expect(config.CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(routePatterns);
    for (const behavior of config.CacheBehaviors) {
      expect(behavior).toMatchObject({
        // CloudFront's own "CachingDisabled" and "AllViewerExceptHostHeader".
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        ViewerProtocolPolicy: 'https-only',
        Compress: false,
      });
      expect(behavior.AllowedMethods).toContain('POST');
      expect(behavior.FunctionAssociations).toBeUndefined();
    }
    expect(config.CustomErrorResponses).toBeUndefined();
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Origins: Match.arrayWith([
          Match.objectLike({
            DomainName: 'def.execute-api.eu-central-1.amazonaws.com',
            CustomOriginConfig: Match.objectLike({
              OriginProtocolPolicy: 'https-only',
              OriginSSLProtocols: ['TLSv1.2'],
            }),
          }),
        ]),
      },
    });
  });

  it('leads every route of the wiring to its function', () => {
    const prefixes = routePatterns.map((pattern) => pattern.replace('*', ''));
    for (const route of Object.keys(routes)) {
      const path = route.split(' ')[1] ?? '';
      expect(prefixes.filter((prefix) => path.startsWith(prefix))).toHaveLength(1);
    }
  });

  it('has the team’s own name where one is given, with a record for both kinds of addresses', () => {
    const own = dashboard({
      domain: {
        name: 'trellis.example.com',
        certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
        hostedZoneId: 'Z0123456789ABCDEFGHIJ',
      },
    });
    own.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        Aliases: ['trellis.example.com'],
        ViewerCertificate: Match.objectLike({
          MinimumProtocolVersion: 'TLSv1.2_2021',
          SslSupportMethod: 'sni-only',
        }),
      }),
    });
    expect(propertiesOf(own, 'AWS::Route53::RecordSet').map(({ Type }) => Type)).toEqual(['A', 'AAAA']);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  it('needs no function of CDK’s own', () => {
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });
});
