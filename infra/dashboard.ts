/**
 * The dashboard: its files in a bucket that nobody reads but CloudFront, and the routes of functions on the same address. The API is
 * asked where it is.
 */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { githubForms } from '../core/github';
import { contentSecurityPolicy, pageHeaders } from '../core/page-security';
import { pageAddressProgram } from './page-address';

/** What decides the dashboard. */
export interface DashboardProps {
  name: string;
  /** Host names of the API: queries and mutations, and subscriptions. */
  graphqlHost: string;
  realtimeHost: string;
  /** Host name of the HTTP API that has the routes of functions. */
  routesHost: string;
  /** A name of one's own; its certificate must stand in us-east-1. */
  domain?: { name: string; certificateArn: string; hostedZoneId?: string | undefined } | undefined;
}

/** The dashboard as the deploying program and the functions know it. */
export interface Dashboard {
  bucket: s3.Bucket;
  distribution: cloudfront.Distribution;
  /** Where people see it; no trailing slash. */
  url: string;
}

/** What functions answer below the dashboard's address; `wiring.ts` has each of them. */
export const routePatterns = ['/auth/*', '/webhooks/*', '/github/*'] as const;

const createBucket = (scope: Construct): s3.Bucket =>
  new s3.Bucket(scope, 'DashboardFiles', {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // Every file can be built again. The program that removes the stack empties the bucket first.
    removalPolicy: RemovalPolicy.DESTROY,
  });

const createHeaders = (scope: Construct, props: DashboardProps): cloudfront.ResponseHeadersPolicy => {
  const { graphqlHost, realtimeHost } = props;
  const policy = contentSecurityPolicy({
    connect: [`https://${graphqlHost}`, `wss://${realtimeHost}`],
    forms: githubForms,
  });
  const names = {
    opener: 'cross-origin-opener-policy',
    resource: 'cross-origin-resource-policy',
    permissions: 'permissions-policy',
  } as const;
  return new cloudfront.ResponseHeadersPolicy(scope, 'Headers', {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
    },
    // These have no place of their own in the policy.
    customHeadersBehavior: {
      customHeaders: Object.values(names).map((header) => ({
        header,
        value: pageHeaders[header],
        override: true,
      })),
    },
  });
};

/** Files are kept as long as their own `cache-control` says, and compressed here. */
const createFilePolicy = (scope: Construct): cloudfront.CachePolicy =>
  new cloudfront.CachePolicy(scope, 'Files', {
    comment: 'Files of the dashboard: as long as they say themselves',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });

const createRecords = (
  scope: Construct,
  name: string,
  hostedZoneId: string,
  distribution: cloudfront.Distribution,
): void => {
  for (const type of ['A', 'AAAA'])
    new CfnRecordSet(scope, `Record${type}`, {
      type,
      name,
      hostedZoneId,
      aliasTarget: {
        dnsName: distribution.distributionDomainName,
        hostedZoneId: CloudFrontTarget.getHostedZoneId(distribution),
      },
    });
};

/** Bucket, distribution, headers and, where a domain is given, its records. */
export const createDashboard = (scope: Construct, props: DashboardProps): Dashboard => {
  const { name, routesHost, domain } = props;
  const bucket = createBucket(scope);
  const responseHeadersPolicy = createHeaders(scope, props);
  const pageAddress = new cloudfront.Function(scope, 'PageAddress', {
    code: cloudfront.FunctionCode.fromInline(pageAddressProgram),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
    comment: 'Every address of the dashboard is its page',
  });
  const routes: cloudfront.BehaviorOptions = {
    origin: new origins.HttpOrigin(routesHost, {
      protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
    }),
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
    // Cookies, the query and every header but Host, by which the HTTP API knows itself.
    originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy,
    compress: false,
  };
  const distribution = new cloudfront.Distribution(scope, 'Distribution', {
    comment: `Trellis (${name})`,
    defaultRootObject: 'index.html',
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    ...(domain && {
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
    }),
    defaultBehavior: {
      origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: createFilePolicy(scope),
      responseHeadersPolicy,
      compress: true,
      functionAssociations: [
        { eventType: cloudfront.FunctionEventType.VIEWER_REQUEST, function: pageAddress },
      ],
    },
    additionalBehaviors: Object.fromEntries(routePatterns.map((pattern) => [pattern, routes])),
  });
  if (domain?.hostedZoneId !== undefined)
    createRecords(scope, domain.name, domain.hostedZoneId, distribution);
  return { bucket, distribution, url: `https://${domain?.name ?? distribution.distributionDomainName}` };
};
