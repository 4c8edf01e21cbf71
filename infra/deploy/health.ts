/** Whether an installation works as people will use it: the page loads, someone signs in, the API answers. */
import { DeployError } from './failures';
import { pause } from './pause';

/** The two addresses of an installation. */
export interface Addresses {
  dashboardUrl: string;
  graphqlUrl: string;
}

/** What is asked for, and how a wrong answer is named. */
interface Probe {
  /** The subject of a sentence: `the dashboard`. */
  what: string;
  ask: () => Promise<void>;
}

const timeoutMs = 15_000;

const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
  const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  return response;
};

const fail = (detail: string): never => {
  throw new Error(detail);
};

const inWords = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? cause.message : error.message;
};

/**
 * The page as it is served.
 *
 * @throws Error that says what was answered instead
 */
export const fetchPage = async (dashboardUrl: string): Promise<string> => {
  const response = await ask(`${dashboardUrl}/`);
  const body = await response.text();
  if (!response.ok) fail(`it answered ${response.status}`);
  if (!response.headers.get('content-type')?.startsWith('text/html'))
    fail('it answered something else than the page');
  return body;
};

/**
 * Whether the API is there: without a token it must refuse.
 *
 * @throws Error that says what was answered instead
 */
export const probeApi = async (graphqlUrl: string): Promise<void> => {
  const response = await ask(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  });
  const body = await response.text();
  if (response.status === 401 || body.includes('Unauthorized')) return;
  fail(`it answered ${response.status} to a call without a token`);
};

interface Session {
  accessToken: string;
  cookie: string;
}

/** Signs in with a one-time code, as the page does. */
export const signIn = async (dashboardUrl: string, code: string): Promise<Session> => {
  const response = await ask(`${dashboardUrl}/auth/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!response.ok) return fail(`it answered ${response.status}`);
  const { accessToken } = (await response.json()) as { accessToken?: unknown };
  if (typeof accessToken !== 'string') return fail('it gave no token');
  return { accessToken, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
};

const signOut = async (dashboardUrl: string, cookie: string): Promise<void> => {
  const response = await ask(`${dashboardUrl}/auth/sign-out`, { method: 'POST', headers: { cookie } });
  if (!response.ok) fail(`it answered ${response.status}`);
};

const askViewer = async (graphqlUrl: string, token: string): Promise<void> => {
  const response = await ask(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  });
  const body = (await response.json()) as { data?: { viewer?: { id?: string } | null } | null };
  if (!body.data?.viewer?.id) fail(`it answered ${response.status} to someone who has signed in`);
};

/**
 * Looks at everything on the way from a browser to the table and back: distribution, page, HTTP routes, functions, API, authorizer.
 *
 * A new distribution is not known everywhere at once, so each question is repeated for a while.
 *
 * @param newCode - makes a one-time sign-in code
 * @throws DeployError `aws.unhealthy` that names the part which does not answer
 */
export const checkHealth = async (
  { dashboardUrl, graphqlUrl }: Addresses,
  newCode: () => Promise<string>,
  { pollMs, patienceMs, command }: { pollMs: number; patienceMs: number; command: string },
): Promise<void> => {
  let session: Session | undefined;
  const probes: readonly Probe[] = [
    { what: `the dashboard (${dashboardUrl})`, ask: async () => void (await fetchPage(dashboardUrl)) },
    { what: `the API (${graphqlUrl})`, ask: () => probeApi(graphqlUrl) },
    {
      what: `the sign-in (${dashboardUrl}/auth/session)`,
      // A code works once, so each try has its own.
      ask: async () => void (session = await signIn(dashboardUrl, await newCode())),
    },
    { what: `the API (${graphqlUrl})`, ask: () => askViewer(graphqlUrl, session?.accessToken ?? '') },
    { what: 'the sign-out', ask: () => signOut(dashboardUrl, session?.cookie ?? '') },
  ];
  const until = Date.now() + patienceMs;
  for (const { what, ask: attempt } of probes)
    for (;;) {
      try {
        await attempt();
        break;
      } catch (error) {
        if (Date.now() >= until)
          throw new DeployError('aws.unhealthy', { command, what, detail: inWords(error) });
        await pause(pollMs);
      }
    }
};
