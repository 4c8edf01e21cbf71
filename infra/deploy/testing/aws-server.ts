/** Test support: a server on loopback that the SDK's real clients talk to, with answers in each service's own protocol. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A call as it came in. */
export interface Call {
  service: string;
  operation: string;
  /** Parameters: of a form, of a JSON body, or of the address. */
  input: Record<string, unknown>;
  /** Below the endpoint, decoded: where S3 and CloudFront say what they mean. */
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** An answer: text as it is, an object as JSON. */
type Answer = string | object;

/** An error in the shape that AWS gives it. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

type Responder = (call: Call) => Answer;

const xmlServices = new Set(['sts', 'cloudformation', 's3', 'cloudfront']);

const serviceOf = (req: IncomingMessage): string =>
  /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(req.headers.authorization ?? '')?.[1] ?? '';

/** S3 and CloudFront are told apart by method and address only. */
const restOperation = (service: string, method: string, url: URL): string => {
  if (service === 'cloudfront') return 'CreateInvalidation';
  const object = url.pathname.split('/').filter((part) => part !== '').length > 1;
  if (method === 'POST' && url.searchParams.has('delete')) return 'DeleteObjects';
  if (url.searchParams.has('versions')) return 'ListObjectVersions';
  if (method === 'GET') return object ? 'GetObject' : 'ListObjectsV2';
  if (method === 'PUT') return 'PutObject';
  return object ? 'DeleteObject' : 'DeleteBucket';
};

const parse = async (req: IncomingMessage): Promise<Call> => {
  const body = await buffer(req);
  const url = new URL(req.url ?? '/', 'http://host');
  const service = serviceOf(req);
  const target = req.headers['x-amz-target'];
  const common = { service, path: decodeURIComponent(url.pathname), headers: req.headers, body };
  if (typeof target === 'string') {
    const input = JSON.parse(body.toString() || '{}') as Record<string, unknown>;
    return { ...common, operation: target.split('.').at(-1) ?? '', input };
  }
  if (service === 's3' || service === 'cloudfront')
    return {
      ...common,
      operation: restOperation(service, req.method ?? '', url),
      input: Object.fromEntries(url.searchParams),
    };
  const input = Object.fromEntries(new URLSearchParams(body.toString()));
  return { ...common, operation: String(input.Action), input };
};

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const sendError = (res: ServerResponse, service: string, error: AwsError): void => {
  const { code, message, status } = error;
  if (!xmlServices.has(service)) {
    res.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    res.end(JSON.stringify({ __type: code, message }));
    return;
  }
  const inner = `<Code>${code}</Code><Message>${escape(message)}</Message>`;
  res.writeHead(status, { 'content-type': 'text/xml' });
  res.end(
    service === 's3'
      ? `<Error>${inner}</Error>`
      : `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error></ErrorResponse>`,
  );
};

/** The server: what it was asked, and what it answers. */
export class AwsServer {
  readonly calls: Call[] = [];
  private readonly answers = new Map<string, Responder>();
  private readonly server = createServer((req, res) => void this.handle(req, res));

  /** Names of operations that were called, in order; `service` alone for those of one service. */
  called(service?: string): string[] {
    return this.calls
      .filter((call) => service === undefined || call.service === service)
      .map(({ operation }) => operation);
  }

  /** Says how an operation is answered. */
  on(operation: string, answer: Responder): this {
    this.answers.set(operation, answer);
    return this;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const call = await parse(req);
    this.calls.push(call);
    try {
      const respond = this.answers.get(call.operation);
      if (!respond) throw new AwsError('UnknownOperation', `Nothing answers ${call.operation}`);
      const answer = respond(call);
      const xml = typeof answer === 'string';
      res.writeHead(200, { 'content-type': xml ? 'text/xml' : 'application/x-amz-json-1.1' });
      res.end(xml ? answer : JSON.stringify(answer));
    } catch (error) {
      sendError(
        res,
        call.service,
        error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500),
      );
    }
  }
}
