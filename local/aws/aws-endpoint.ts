/**
 * The AWS endpoint of this machine: what functions reach through `AWS_ENDPOINT_URL`. It answers the few operations that Trellis
 * uses, in the protocols that the real clients speak, and verifies signatures as AWS would.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BucketStore } from '../buckets/bucket-store';
import type { Database } from '../dynamodb/database';
import type { EventBus } from '../events/event-bus';
import type { AwsCredentials } from '../keys';
import type { Log } from '../log';
import { accountId } from '../names';
import type { SecretStore } from '../secrets/secret-store';
import { BodyTooLarge, readBody } from '../server/read-body';
import type { Tasks } from '../tasks/tasks';
import { authenticate } from './authenticate';
import { ecs } from './ecs';
import { asAwsError, AwsError, sendJson, sendJsonError } from './errors';
import { eventBridge } from './event-bridge';
import { cloudWatchLogs } from './logs';
import type { Operations } from './operations';
import type { PersonAccount } from './person-account';
import { sendQueryError, sendQueryResult } from './query-xml';
import { handleS3 } from './s3';
import { sendS3Error } from './s3-xml';
import { secretsManager } from './secrets-manager';
import { askSts } from './sts';

// DynamoDB's own limit, the largest of the JSON services.
const maximumJsonBytes = 16 * 1024 * 1024;

const maximumFormBytes = 65_536;

/** What stands behind the endpoint. */
export interface AwsEndpointOptions {
  database: Database;
  tasks: Tasks;
  secrets: SecretStore;
  buckets: BucketStore;
  bus: Pick<EventBus, 'put'>;
  /** The one holder of credentials that may call: the host's own functions. Builders have no business here. */
  credentials: AwsCredentials;
  /** Who Trellis is to the accounts of others. */
  account: PersonAccount;
  log: Log;
}

/** The requests that the endpoint answers. */
export type AwsEndpoint = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** Requests of the query protocol are forms; S3 takes none. */
const isForm = ({ headers }: IncomingMessage): boolean =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;

const isPresigned = (url: string): boolean => url.includes('X-Amz-Signature=');

/** Whether a request is meant for this endpoint: the API's path is taken, all others are AWS's when they are signed. */
export const isAwsRequest = (req: IncomingMessage): boolean =>
  req.headers.authorization?.startsWith('AWS4-HMAC-SHA256') === true ||
  req.headers['x-amz-target'] !== undefined ||
  isPresigned(req.url ?? '');

/** Makes the endpoint. */
export const createAwsEndpoint = (options: AwsEndpointOptions): AwsEndpoint => {
  const { database, credentials, log } = options;
  const services: Record<string, Operations> = {
    AmazonEC2ContainerServiceV20141113: ecs(options.tasks),
    secretsmanager: secretsManager(options.secrets),
    Logs_20140328: cloudWatchLogs(options.tasks),
    AWSEvents: eventBridge(options.bus),
  };
  const find = (accessKeyId: string) =>
    accessKeyId === credentials.accessKeyId
      ? { ...credentials, accountId, userArn: `arn:aws:iam::${accountId}:user/host` }
      : undefined;

  const parse = (body: Buffer): object => {
    try {
      const input = JSON.parse(body.toString() || '{}') as unknown;
      if (typeof input === 'object' && input !== null) return input;
      throw new SyntaxError('no object');
    } catch {
      throw new AwsError('SerializationException', 'The request is not valid JSON.');
    }
  };

  const json = async (req: IncomingMessage, res: ServerResponse, target: string): Promise<void> => {
    const body = await readBody(req, maximumJsonBytes);
    await authenticate(req, createHash('sha256').update(body).digest('hex'), 'json', find);
    const [service = '', name = ''] = target.split('.');
    if (service.startsWith('DynamoDB_')) {
      const { status, body: answer } = await database.call(name, parse(body));
      sendJson(res, status, answer);
      return;
    }
    const run = services[service]?.[name];
    if (!run) throw new AwsError('UnknownOperationException', `${target} is not answered on this machine.`);
    sendJson(res, 200, await run(parse(body)));
  };

  const query = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await readBody(req, maximumFormBytes);
    await authenticate(req, createHash('sha256').update(body).digest('hex'), 'json', find);
    const { action, result } = await askSts(body.toString(), options.account);
    sendQueryResult(res, action, result);
  };

  const s3 = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const declared = req.headers['x-amz-content-sha256'];
    await authenticate(req, typeof declared === 'string' ? declared : undefined, 's3', find);
    await handleS3(options.buckets, { req, res, url: new URL(req.url ?? '/', 'http://s3') });
  };

  return async (req, res) => {
    const target = req.headers['x-amz-target'];
    try {
      if (typeof target === 'string') await json(req, res, target);
      else if (isForm(req)) await query(req, res);
      else await s3(req, res);
    } catch (thrown) {
      const error =
        thrown instanceof BodyTooLarge
          ? new AwsError('RequestEntityTooLargeException', 'The request is too large.', 413)
          : asAwsError(thrown);
      if (error.status === 500) log.error(`AWS endpoint, ${String(target ?? req.method)}`, thrown);
      if (res.headersSent) res.destroy();
      else if (typeof target === 'string') sendJsonError(res, error);
      else if (isForm(req)) sendQueryError(res, error);
      else sendS3Error(res, error, req.method !== 'HEAD');
    }
  };
};
