/** What the engine takes and gives. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** How callers prove who they are; the modes that the engine emulates. */
export type AuthMode = 'API_KEY' | 'AWS_IAM' | 'AWS_LAMBDA';

/** Where a resolver's request goes. */
export type DataSource =
  | { type: 'NONE' }
  | { type: 'AMAZON_DYNAMODB'; client: DynamoDBClient; tableName: string }
  | { type: 'AWS_LAMBDA'; invoke: (payload: unknown) => Promise<unknown> };

/** One function of a pipeline: bundled code, where it came from, and its data source. */
export interface FunctionSource {
  code: string;
  file: string;
  dataSource: string;
}

/**
 * A resolver. `code` is one ECMAScript module as `bundleResolver` makes it: the text that AWS would be given. With `pipeline`
 * it holds what comes before the first function and after the last; without, it needs a `dataSource` (NONE by default).
 */
export interface ResolverSource {
  code: string;
  file: string;
  dataSource?: string;
  pipeline?: FunctionSource[];
}

/** What AppSync hands to a Lambda authorizer. */
export interface AppSyncAuthorizerEvent {
  authorizationToken: string;
  requestContext: {
    apiId: string;
    accountId: string;
    requestId: string;
    queryString?: string;
    operationName?: string;
    variables?: Record<string, unknown>;
  };
  requestHeaders: Record<string, string>;
}

/** What a Lambda authorizer answers; `ttlOverride` in seconds. */
export interface AppSyncAuthorizerResult {
  isAuthorized: boolean;
  resolverContext?: Record<string, unknown>;
  /** `Mutation.deploy`, or the ARN of a field. */
  deniedFields?: string[];
  ttlOverride?: number;
}

/** Someone who can sign requests. */
export interface IamPrincipal {
  secretAccessKey: string;
  sessionToken?: string;
  userArn: string;
  accountId: string;
}

/** Finds the holder of an access key. */
export type FindPrincipal = (
  accessKeyId: string,
) => Promise<IamPrincipal | undefined> | IamPrincipal | undefined;

/** How calls are authorized. */
export interface AuthOptions {
  /** What fields without a directive allow. */
  default: AuthMode;
  additional?: readonly AuthMode[];
  apiKeys?: readonly string[];
  authorizer?: {
    invoke(event: AppSyncAuthorizerEvent): Promise<AppSyncAuthorizerResult>;
    /** How long an answer is kept for its token; 0 keeps none. */
    ttlSeconds: number;
  };
  iam?: { find: FindPrincipal };
}

/** Something that happened which no caller is told of. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error';
  message: string;
  error?: unknown;
}

/** What an API is made of. */
export interface AppSyncOptions {
  /** The schema, without AppSync's own scalars and directives. */
  schema: string;
  /** By field, for example `Mutation.promote`. */
  resolvers: Record<string, ResolverSource>;
  /** By name; `NONE` is always there. */
  dataSources: Record<string, DataSource>;
  auth: AuthOptions;
  /** What resolvers see as `ctx.env`. */
  env?: Record<string, string>;
  limits?: {
    /** How deep selections may nest, 15 by default. */
    depth?: number;
    /** The largest body, 1 MB by default. */
    bodyBytes?: number;
  };
  /** Called after each field of a mutation that gave a result. */
  onMutation?: (field: string, result: unknown) => void;
  log?: (entry: LogEntry) => void;
}

/** A running API, to be mounted on an HTTP server. */
export interface AppSync {
  /** Answers `POST /graphql`. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  /** Answers the upgrade of `/graphql/realtime`. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all connections. */
  close(): Promise<void>;
  /** How many real-time connections are open. */
  connections(): number;
}
