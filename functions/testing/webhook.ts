/** Test support: deliveries to the webhook's function, signed as GitHub signs them. */
import { createHmac, randomUUID } from 'node:crypto';
import { invokeFunction } from './api';
import { hash } from './apps';

/** The secret that tests sign by. */
export const SECRET = 'a webhook secret';

/** The body of a push of a commit of `a`s to main, with other fields as wanted. */
export const payload = (more: object = {}): string =>
  JSON.stringify({
    ref: 'refs/heads/main',
    after: hash('a'),
    deleted: false,
    repository: { clone_url: 'https://github.com/acme/shop.git' },
    head_commit: { message: 'Add a cart', author: { name: 'Bob' } },
    ...more,
  });

/** The value of the signature's header. */
export const sign = (body: string | Buffer, secret = SECRET, algorithm = 'sha256'): string =>
  `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;

/** What the webhook answered. */
export interface WebhookAnswer {
  status: number;
  body: unknown;
}

/** Delivers a body; headers that are undefined are left out. Each delivery is a new one unless its id is given. */
export const deliver = async (
  body: string,
  headers: Record<string, string | undefined> = {},
  more: object = {},
): Promise<WebhookAnswer> => {
  const all = {
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': sign(body),
    ...headers,
  };
  const answer = (await invokeFunction('githubWebhook', {
    rawPath: '/webhooks/github',
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    body,
    isBase64Encoded: false,
    requestContext: { http: { method: 'POST', path: '/webhooks/github', sourceIp: '127.0.0.1' } },
    ...more,
  })) as { statusCode: number; body: string };
  return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
};
