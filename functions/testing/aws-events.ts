/**
 * Test support: the events that AWS sends, complete, in the shapes that its documentation gives: CloudWatch Logs ("Subscription
 * filters with Lambda"), ECS ("Task state change events"), API Gateway ("Payload format 2.0"), AppSync ("Lambda authorization", "Identity")
 * and EventBridge Scheduler.
 */
import type {
  APIGatewayProxyEventV2,
  AppSyncAuthorizerEvent,
  AppSyncIdentityIAM,
  CloudWatchLogsEvent,
  EventBridgeEvent,
  ScheduledEvent,
} from 'aws-lambda';
import { gzipSync } from 'node:zlib';
import { taskId } from './logs';

const account = '111111111111';
const region = 'eu-central-1';
const cluster = `arn:aws:ecs:${region}:${account}:cluster/trellis`;

/** A gzipped and base64-encoded payload of a log subscription. */
export const logsEventOf = (payload: unknown): CloudWatchLogsEvent => ({
  awslogs: {
    data: gzipSync(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64'),
  },
});

/** Lines of a builder's task, by default of the task that `givenRunning` starts. */
export const logsEvent = (messages: readonly string[], task = taskId): CloudWatchLogsEvent =>
  logsEventOf({
    messageType: 'DATA_MESSAGE',
    owner: account,
    logGroup: '/trellis/builder',
    logStream: `builder/builder/${task}`,
    subscriptionFilters: ['builder-logs'],
    logEvents: messages.map((message, index) => ({
      id: `3${String(index).padStart(55, '0')}`,
      timestamp: 1_764_000_000_000 + index,
      message,
    })),
  });

/** What CloudWatch Logs sends to see whether a subscriber is there. */
export const controlEvent = (): CloudWatchLogsEvent =>
  logsEventOf({
    messageType: 'CONTROL_MESSAGE',
    owner: 'CloudwatchLogs',
    logGroup: '',
    logStream: '',
    subscriptionFilters: [],
    logEvents: [
      {
        id: '',
        timestamp: 1_764_000_000_000,
        message: 'CWL CONTROL MESSAGE: Checking health of destination Lambda.',
      },
    ],
  });

/** A task's change of state, as far as it differs between events. */
export interface TaskChange {
  taskArn: string;
  startedBy: string;
  lastStatus?: string;
  stopCode?: string;
  stoppedReason?: string;
  exitCode?: number;
  /** Why its container ended; ECS tells more here than in `stoppedReason`. */
  reason?: string;
  version?: number;
}

/** "ECS Task State Change": by default of a task that has stopped. */
export const taskEvent = (
  change: TaskChange,
): EventBridgeEvent<'ECS Task State Change', Record<string, unknown>> => {
  const {
    taskArn,
    startedBy,
    lastStatus = 'STOPPED',
    stopCode,
    stoppedReason,
    exitCode,
    reason,
    version = 6,
  } = change;
  const time = '2026-11-25T12:00:00.123Z';
  return {
    version: '0',
    id: '9bcdac79-b31f-4d3d-9410-fbd727c29fab',
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account,
    time: '2026-11-25T12:00:00Z',
    region,
    resources: [taskArn],
    detail: {
      attachments: [
        {
          id: 'b9e7735a-16aa-4128-bc7a-b2d5115029e9',
          type: 'eni',
          status: 'DELETED',
          details: [{ name: 'subnetId', value: 'subnet-1' }],
        },
      ],
      attributes: [{ name: 'ecs.cpu-architecture', value: 'arm64' }],
      availabilityZone: 'eu-central-1a',
      clusterArn: cluster,
      connectivity: 'CONNECTED',
      containers: [
        {
          containerArn: `arn:aws:ecs:${region}:${account}:container/trellis/1`,
          lastStatus,
          name: 'builder',
          image: `${account}.dkr.ecr.${region}.amazonaws.com/trellis:1`,
          imageDigest: 'sha256:0',
          runtimeId: '1-1',
          taskArn,
          networkInterfaces: [{ attachmentId: 'b9e7735a', privateIpv4Address: '10.0.0.10' }],
          cpu: '0',
          ...(exitCode === undefined ? {} : { exitCode }),
          ...(reason === undefined ? {} : { reason }),
        },
      ],
      cpu: '1024',
      createdAt: time,
      desiredStatus: 'STOPPED',
      enableExecuteCommand: false,
      ephemeralStorage: { sizeInGiB: 21 },
      group: 'family:trellis-builder',
      lastStatus,
      launchType: 'FARGATE',
      memory: '4096',
      overrides: { containerOverrides: [{ name: 'builder', environment: [] }] },
      platformVersion: '1.4.0',
      startedBy,
      ...(stopCode === undefined ? {} : { stopCode }),
      ...(stoppedReason === undefined ? {} : { stoppedReason }),
      taskArn,
      taskDefinitionArn: `arn:aws:ecs:${region}:${account}:task-definition/trellis-builder:1`,
      updatedAt: time,
      version,
    },
  };
};

/** A request to an HTTP API, which makes the names of headers small and takes the cookies out of them. */
export const httpEvent = (
  path: string,
  headers: Readonly<Record<string, string | undefined>>,
  body?: string | Buffer,
  more: Partial<APIGatewayProxyEventV2> = {},
): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: `POST ${path}`,
  rawPath: path,
  rawQueryString: '',
  headers: {
    accept: '*/*',
    host: 'abcdef1234.execute-api.eu-central-1.amazonaws.com',
    'x-amzn-trace-id': 'Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e',
    'x-forwarded-for': '140.82.115.1',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
    ...headers,
  },
  requestContext: {
    accountId: account,
    apiId: 'abcdef1234',
    domainName: 'abcdef1234.execute-api.eu-central-1.amazonaws.com',
    domainPrefix: 'abcdef1234',
    http: {
      method: 'POST',
      path,
      protocol: 'HTTP/1.1',
      sourceIp: '140.82.115.1',
      userAgent: 'GitHub-Hookshot/1',
    },
    requestId: 'JKJaXmPLvHcESHA=',
    routeKey: `POST ${path}`,
    stage: '$default',
    time: '25/Nov/2026:12:00:00 +0000',
    timeEpoch: 1_764_072_000_000,
  },
  ...(body === undefined ? {} : { body: typeof body === 'string' ? body : body.toString('base64') }),
  isBase64Encoded: Buffer.isBuffer(body),
  ...more,
});

/** A token that AppSync asks about. */
export const authorizerEvent = (authorizationToken: string): AppSyncAuthorizerEvent => ({
  authorizationToken,
  requestContext: {
    apiId: 'abcdefghijklmnopqrstuvwxyz',
    accountId: account,
    requestId: '3c8e4a2e-91d0-4c8e-8b0a-0d7a3d9f1a2b',
    queryString: 'query Apps { apps { nodes { id } } }',
    operationName: 'Apps',
    variables: {},
  },
  requestHeaders: {
    'user-agent': 'trellis',
    'content-type': 'application/json',
    authorization: authorizationToken,
  },
});

/** Who calls with the credentials of one of our own roles, as AppSync tells its resolvers. */
export const iamIdentity = (role = 'trellis-builder'): AppSyncIdentityIAM => ({
  accountId: account,
  cognitoIdentityPoolId: null as unknown as string,
  cognitoIdentityId: null as unknown as string,
  sourceIp: ['3.120.0.1'],
  username: 'AROAEXAMPLE:session',
  userArn: `arn:aws:sts::${account}:assumed-role/${role}/session`,
  cognitoIdentityAuthType: null as unknown as string,
  cognitoIdentityAuthProvider: null as unknown as string,
});

/** What a rule that runs by the clock sends. */
export const scheduledEvent = (name: string): ScheduledEvent => ({
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account,
  time: '2026-11-25T12:00:00Z',
  region,
  resources: [`arn:aws:events:${region}:${account}:rule/trellis-${name}`],
  detail: {},
});

/** An event of the bus of Trellis. */
export const busEvent = (type: string, detail: object): EventBridgeEvent<string, object> => ({
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': type,
  source: 'trellis',
  account,
  time: '2026-11-25T12:00:00Z',
  region,
  resources: [],
  detail,
});
