import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkHealth } from './health';
import { startSite, type Site } from './testing/site';

let site: Site;

beforeEach(async () => {
  site = await startSite('<!doctype html>');
});
afterEach(() => site.close());

const check = (patienceMs: number) => {
  let count = 0;
  return checkHealth(
    { dashboardUrl: site.url, graphqlUrl: site.graphqlUrl },
    () => Promise.resolve(`code-${(count += 1)}`),
    { pollMs: 1, patienceMs, command: 'npm run deploy' },
  );
};

describe('an installation is sound when', () => {
  test('the page loads, someone signs in, the API knows them, and they sign out', async () => {
    await check(0);
    expect(site.asked).toEqual(['/', '/graphql', '/auth/session', '/graphql', '/auth/sign-out']);
  });

  test('what does not answer at first is asked again, each time with a code of its own', async () => {
    site.failing.set('/', { status: 403, times: 2 });
    site.failing.set('/auth/session', { status: 503, times: 1 });
    await check(10_000);
    expect(site.codes).toEqual(['code-2']);
  });

  test('what does not answer is named', async () => {
    site.failing.set('/auth/session', { status: 502, times: 1 });
    await expect(check(0)).rejects.toMatchObject({
      code: 'aws.unhealthy',
      message: `Everything is deployed, but the sign-in (${site.url}/auth/session) does not answer: it answered 502.`,
    });
  });
});
