import { describe, expect, it } from 'vitest';
import { realtimeProtocols, realtimeUrl } from './appsync-messages';

describe('the real-time address', () => {
  it.each([
    [
      'https://abc123.appsync-api.eu-west-1.amazonaws.com/graphql',
      'wss://abc123.appsync-realtime-api.eu-west-1.amazonaws.com/graphql',
    ],
    ['https://api.example.com/graphql', 'wss://api.example.com/graphql/realtime'],
    ['http://127.0.0.1:4010/graphql', 'ws://127.0.0.1:4010/graphql/realtime'],
  ])('of %s is %s', (endpoint, address) => {
    expect(realtimeUrl(endpoint)).toBe(address);
  });

  it('goes with headers in a sub-protocol of allowed characters, whatever is in them', () => {
    const headers = { host: 'a', Authorization: 'ü?>~'.repeat(9) };
    const [name, header = ''] = realtimeProtocols(headers);
    expect(name).toBe('graphql-ws');
    expect(header).toMatch(/^header-[A-Za-z0-9_-]+$/);
    expect(JSON.parse(Buffer.from(header.slice(7), 'base64url').toString())).toEqual(headers);
  });
});
