/**
 * `GET /github/…`: where GitHub sends a browser back to. The way back is known by its state; the code becomes the App's keys; the
 * browser goes on to install the App. Whatever goes wrong is told on a page of the dashboard.
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type ErrorCode, TrellisError } from '../core/errors';
import { githubInstallUrl, githubReturns, readConversion } from '../core/github-manifest';
import { githubClient } from './adapters/github-client';
import { GitHubFailure } from './adapters/github-failure';
import { forgetGitHubKeys, keepGitHubKeys } from './adapters/github-keys';
import { now } from './adapters/ids';
import { report } from './adapters/report';
import { findGitHub, putGitHub, takeGitHubState } from './adapters/store/github';

const WITHIN_MS = 15_000;
const PAGE = '/settings/github';

const redirect = (location: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 302,
  // The address that the browser comes from holds a code.
  headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
});

/** The App's keys for the code, which GitHub gives once. */
const convert = async (host: string, code: string) => {
  const client = await githubClient({ host, withinMs: WITHIN_MS });
  try {
    const { data } = await client.request('POST /app-manifests/{code}/conversions', {
      code,
      request: { once: true },
    });
    const read = readConversion(host, data);
    if (!read) throw new TrellisError('github.unavailable');
    return read;
  } catch (error) {
    const unknown =
      error instanceof GitHubFailure && (error.trouble === 'MISSING' || error.trouble === 'INVALID');
    throw unknown ? new TrellisError('github.code_used') : error;
  }
};

const created = async (query: NonNullable<APIGatewayProxyEventV2['queryStringParameters']>) => {
  const { code, state, error } = query;
  const opened = state ? await takeGitHubState(state) : undefined;
  if (!opened) throw new TrellisError('github.unknown_state');
  if (error) throw new TrellisError('github.denied');
  if (!code || !/^[\w-]{1,200}$/.test(code)) throw new TrellisError('github.no_code');
  if (await findGitHub()) throw new TrellisError('github.connected');
  const { app, keys } = await convert(opened.host, code);
  const webhookUrl = keys.webhookSecret === null ? null : opened.webhookUrl;
  await keepGitHubKeys(app, keys);
  const kept = await putGitHub({ ...app, webhookUrl, connectedAt: now(), connectedBy: opened.startedBy });
  if (!kept) {
    await forgetGitHubKeys(app);
    throw new TrellisError('github.connected');
  }
  return redirect(githubInstallUrl(app.url));
};

const installed = (query: NonNullable<APIGatewayProxyEventV2['queryStringParameters']>) =>
  redirect(`${PAGE}?${query.setup_action === 'request' ? 'requested' : 'installed'}`);

const codeOf = (error: unknown): ErrorCode =>
  error instanceof TrellisError ? error.code : 'internal.unexpected';

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const query = event.queryStringParameters ?? {};
  try {
    return event.rawPath === githubReturns.created ? await created(query) : installed(query);
  } catch (error) {
    if (!(error instanceof TrellisError)) report('a way back from GitHub failed', error);
    return redirect(`${PAGE}?problem=${codeOf(error)}`);
  }
};
