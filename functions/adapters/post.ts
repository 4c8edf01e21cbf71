/**
 * A POST to the API, answered in full. By Node's own HTTP client: for messages as long as a batch of log lines, `fetch` takes several
 * times the processor time.
 */
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

/** Idle connections end sooner than those who answer give them up, so that no request meets a connection that is being closed. */
const idleMs = 4_000;

const agents = {
  http: new HttpAgent({ keepAlive: true, timeout: idleMs }),
  https: new HttpsAgent({ keepAlive: true, timeout: idleMs }),
};

/** What came back. */
interface PostAnswer {
  status: number;
  text: string;
}

const respond = (
  url: URL,
  headers: Record<string, string>,
  body: Buffer,
  signal: AbortSignal,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { ...headers, 'content-length': body.length }, signal };
    const request =
      url.protocol === 'http:'
        ? requestHttp(url, { ...options, agent: agents.http })
        : requestHttps(url, { ...options, agent: agents.https });
    request.once('response', resolve);
    request.on('error', reject);
    request.end(body);
  });

/** Posts a body. Rejects when there is no answer, or none in time. */
export const post = async (
  url: URL,
  headers: Record<string, string>,
  body: Buffer,
  timeoutMs: number,
): Promise<PostAnswer> => {
  const answer = await respond(url, headers, body, AbortSignal.timeout(timeoutMs));
  const pieces: Buffer[] = [];
  for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
  return { status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') };
};
