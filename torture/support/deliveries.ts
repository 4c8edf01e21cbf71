/** Deliveries of GitHub's webhook, signed or spoiled. */
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { githubPush, type PushFields } from '../../e2e/support/github-push';
import type { FaultHost } from './fault-host';

/** What a delivery is sent as. */
export interface Delivery {
  body: Buffer | string;
  headers: Record<string, string>;
  /** Without a length, in pieces. */
  chunked?: boolean;
}

/** What came back. `status` is 0 when nothing did. */
export interface Receipt {
  status: number;
  body: string;
  ms: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 100 });

/** The secret that a host and GitHub share. */
export const secretOf = (host: FaultHost): string =>
  readFileSync(join(host.dataDir, 'webhook-secret'), 'utf8').trim();

/** The signature's header. */
export const sign = (body: Buffer | string, secret: string, algorithm = 'sha256'): string =>
  `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;

/** Sends a delivery. */
export const deliver = (
  host: Pick<FaultHost, 'url'>,
  { body, headers, chunked }: Delivery,
): Promise<Receipt> =>
  new Promise((resolve) => {
    const began = performance.now();
    const bytes = Buffer.from(body);
    const end = (status: number, answer: string): void =>
      resolve({ status, body: answer, ms: performance.now() - began });
    const sent = request(
      `${host.url}/webhooks/github`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'GitHub-Hookshot/044aadd',
          'x-github-event': 'push',
          'x-github-delivery': randomUUID(),
          ...(chunked === true ? { 'transfer-encoding': 'chunked' } : { 'content-length': bytes.length }),
          ...headers,
        },
      },
      (answer) => {
        text(answer).then(
          (said) => end(answer.statusCode ?? 0, said),
          () => end(0, ''),
        );
      },
    );
    sent.on('error', () => end(0, ''));
    if (chunked === true)
      for (let at = 0; at < bytes.length; at += 512) sent.write(bytes.subarray(at, at + 512));
    sent.end(chunked === true ? undefined : bytes);
  });

/** A signed push. */
export const signedPush = (host: FaultHost, fields: PushFields, guid: string = randomUUID()): Delivery => {
  const body = githubPush(fields);
  return { body, headers: { 'x-hub-signature-256': sign(body, secretOf(host)), 'x-github-delivery': guid } };
};
