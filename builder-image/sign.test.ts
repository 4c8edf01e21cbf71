import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { signPost } from './sign';

const now = new Date('2026-01-02T03:04:05.678Z');

describe('a signature', () => {
  it.each([
    ['https://api.example.com/graphql', undefined],
    ['http://127.0.0.1:4010/graphql', 'a-session-token'],
  ])('of a post to %s with session token %s is what the SDK gives', async (address, sessionToken) => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret/key', sessionToken };
    const url = new URL(address);
    const body = JSON.stringify({ query: 'mutation { ü }' });
    const headers = signPost(url, body, credentials, { service: 'appsync', region: 'eu-west-1', now });

    const sdk = new SignatureV4({ service: 'appsync', region: 'eu-west-1', credentials, sha256: Sha256 });
    const request = {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      headers: { 'content-type': 'application/json', host: url.host },
      body,
    };
    const expected = await sdk.sign(request, { signingDate: now });
    expect(headers.authorization).toBe(expected.headers.authorization);
  });
});
