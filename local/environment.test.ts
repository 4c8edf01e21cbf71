import { afterEach, expect, test } from 'vitest';
import { commandEnvironment, enterFunctionEnvironment } from './environment';

let leave: (() => void) | undefined;
afterEach(() => leave?.());

test("commands get the person's tools and accounts, and none of Trellis' own tools", () => {
  const given = commandEnvironment({
    PATH: '/srv/trellis/node_modules/.bin:/usr/lib/node_modules/npm/node-gyp-bin:/usr/bin:/bin',
    HOME: '/home/me',
    AWS_PROFILE: 'mine',
    LC_ALL: 'C.UTF-8',
    npm_lifecycle_event: 'start',
    npm_package_name: 'trellis',
    SOME_PASSWORD: 'swordfish',
  });
  expect(given).toEqual({ PATH: '/usr/bin:/bin', HOME: '/home/me', AWS_PROFILE: 'mine', LC_ALL: 'C.UTF-8' });
});

test("functions cannot reach the person's own account, and everything is put back", () => {
  process.env.AWS_PROFILE = 'mine';
  leave = enterFunctionEnvironment({
    awsEndpoint: 'http://127.0.0.1:1',
    graphqlUrl: 'http://127.0.0.1:1/graphql',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    instance: 'abc',
    tunnelUrl: 'https://tunnel.example.com',
    stsUrl: 'https://sts.us-east-1.amazonaws.com',
  });
  expect(process.env.AWS_PROFILE).toBeUndefined();
  expect(process.env).toMatchObject({
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'a',
    TRELLIS_API_URL: 'http://127.0.0.1:1/graphql',
    TRELLIS_WEBHOOK_URL: 'https://tunnel.example.com/webhooks/github',
  });
  leave();
  leave = undefined;
  expect(process.env.AWS_PROFILE).toBe('mine');
  expect(process.env.AWS_ENDPOINT_URL).toBeUndefined();
  delete process.env.AWS_PROFILE;
});
