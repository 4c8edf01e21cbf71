/** `PUT` and `DELETE /sites/<app>/<environment>`: how deploy commands and remove commands change a site. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorBody, TrellisError, type ErrorKind } from '../../core/errors';
import type { Log } from '../log';
import { parseSitePath, siteKey, type SiteName } from './names';
import type { Site } from './site';
import { carriesToken } from './token';
import { parseUpload, readBody, uploadLimitBytes } from './upload';

const statusOf: Record<ErrorKind, number> = {
  invalid: 400,
  not_found: 404,
  conflict: 409,
  forbidden: 403,
  unauthenticated: 401,
  upstream: 502,
  internal: 500,
};

/** What the route needs. */
export interface DeployRouteOptions {
  token: string;
  siteOf: (name: SiteName) => Site;
  publicUrl: () => string;
  log: Log;
}

const invalid = (field: string, problem: string): TrellisError =>
  new TrellisError('input.invalid', { field, problem });

const siteIn = (request: IncomingMessage): SiteName => {
  const name = parseSitePath((request.url ?? '').replace(/\?.*$/s, ''), '/sites');
  if (name === undefined || name.rest !== '') throw invalid('path', 'is not /sites/<app>/<environment>');
  return name;
};

const writeJson = (response: ServerResponse, statusCode: number, data: unknown): void => {
  response.writeHead(statusCode, { 'content-type': 'application/json' }).end(JSON.stringify(data));
};

/** Makes the route's handler. It answers every failure as `{ error: { code, message, nextStep } }`. */
export const createDeployRoute = ({ token, siteOf, publicUrl, log }: DeployRouteOptions) => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.headers.authorization === undefined) throw new TrellisError('auth.missing');
    if (!carriesToken(request.headers.authorization, token)) throw new TrellisError('auth.invalid');
    const name = siteIn(request);
    if (request.method === 'PUT') {
      await siteOf(name).deploy(parseUpload(await readBody(request, uploadLimitBytes)));
      log.info(`site ${siteKey(name)} deployed`);
      writeJson(response, 200, { url: `${publicUrl()}/${siteKey(name)}/` });
    } else if (request.method === 'DELETE') {
      await siteOf(name).remove();
      log.info(`site ${siteKey(name)} removed`);
      response.writeHead(204).end();
    } else {
      throw invalid('method', 'is neither PUT nor DELETE');
    }
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      const known = error instanceof TrellisError;
      if (!known) log.error(`${request.method} ${request.url} failed`, error);
      // The rest of a refused body is not read, so this connection is of no further use.
      response.setHeader('connection', 'close');
      writeJson(response, known ? statusOf[error.kind] : 500, { error: errorBody(error) });
    });
  };
};
