import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseDelivery } from '../core/webhook';
import { delivery, pushPayload } from './repositories';

const event = {
  repository: '/home/me/my app',
  branch: 'feature/one',
  before: null,
  after: 'a'.repeat(40),
  commit: { subject: 'feat: ü', author: 'Ann' },
};

test('a commit reads like a push from GitHub', () => {
  expect(parseDelivery('push', pushPayload(event))).toEqual({
    type: 'push',
    repositoryKeys: ['file:/home/me/my app'],
    branch: 'feature/one',
    commit: 'a'.repeat(40),
    before: null,
    head: true,
    subject: 'feat: ü',
    author: 'Ann',
    url: null,
  });
});

test('a delivery is signed over its very bytes, and no two have one id', () => {
  const { body, headers } = delivery(pushPayload(event), 'swordfish');
  expect(headers['x-hub-signature-256']).toBe(
    `sha256=${createHmac('sha256', 'swordfish').update(body).digest('hex')}`,
  );
  expect(headers['x-github-event']).toBe('push');
  expect(delivery(pushPayload(event), 'swordfish').headers['x-github-delivery']).not.toBe(
    headers['x-github-delivery'],
  );
});
