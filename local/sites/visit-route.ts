/** `/<app>/<environment>/…`: hands a visitor's request to the application and its answer back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { payloadLimitBytes, toAnswer, toEvent, writeAnswer } from './function-url';
import type { Log } from '../log';
import { parseSitePath, siteKey, type SiteName } from './names';
import { writeNotice, type Notice } from './pages';
import type { Site, SiteOutcome } from './site';
import { readBody } from './upload';

/** What the route needs. */
export interface VisitRouteOptions {
  siteOf: (name: SiteName) => Site;
  isDeployed: (name: SiteName) => Promise<boolean>;
  log: Log;
}

const noSuchAddress: Notice = {
  statusCode: 404,
  title: 'Nothing is deployed here.',
  detail: 'Addresses of deployed applications have the form /app/environment/.',
};

const badAnswer = (detail: string): Notice => ({
  statusCode: 502,
  title: 'The application gave an answer that cannot be sent.',
  detail,
});

const noticeOf = (outcome: Exclude<SiteOutcome, { kind: 'answered' }>, name: SiteName): Notice => {
  switch (outcome.kind) {
    case 'absent':
      return {
        statusCode: 404,
        title: 'Nothing is deployed here.',
        detail: `Deploy ${name.app} to ${name.environment} in Trellis, then open this address again.`,
      };
    case 'busy':
      return {
        statusCode: 429,
        title: 'Too many requests at once.',
        detail: 'The application works on as many as it may; try again in a moment.',
      };
    case 'timed_out':
      return {
        statusCode: 504,
        title: 'The application did not answer in time.',
        detail: 'Its process will be replaced at the next request.',
      };
    case 'threw':
      return {
        statusCode: 502,
        title: 'The application failed at this request.',
        detail: 'Its handler threw an error:',
        output: outcome.message,
      };
    case 'crashed':
      return {
        statusCode: 502,
        title: 'The application crashed.',
        detail: 'It is started again at the next request. What it left:',
        output: outcome.message,
      };
  }
};

const writeOutcome = (
  request: IncomingMessage,
  response: ServerResponse,
  name: SiteName,
  outcome: SiteOutcome,
): void => {
  if (outcome.kind !== 'answered') {
    writeNotice(request, response, noticeOf(outcome, name));
    return;
  }
  const answer = toAnswer(outcome.result);
  if (answer === undefined) {
    writeNotice(
      request,
      response,
      badAnswer('It needs a statusCode, headers of plain values, and a body that is text.'),
    );
  } else if (answer.body.length > payloadLimitBytes) {
    writeNotice(request, response, badAnswer('It is larger than 6 MB.'));
  } else if (!writeAnswer(response, answer, request.method)) {
    writeNotice(request, response, badAnswer('A header holds characters that headers cannot hold.'));
  }
};

/** Makes the route's handler. */
export const createVisitRoute = ({ siteOf, isDeployed, log }: VisitRouteOptions) => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    const query = mark === -1 ? '' : url.slice(mark + 1);
    const name = parseSitePath(path);
    if (name === undefined) {
      writeNotice(request, response, noSuchAddress);
      return;
    }
    if (!(await isDeployed(name))) {
      writeOutcome(request, response, name, { kind: 'absent' });
      return;
    }
    if (name.rest === '') {
      // Relative addresses in the application's pages need the slash at the end.
      response.writeHead(307, { location: `/${siteKey(name)}/${query === '' ? '' : `?${query}`}` }).end();
      return;
    }
    const body = await readBody(request, payloadLimitBytes);
    if (body === undefined) {
      response.setHeader('connection', 'close');
      writeNotice(request, response, {
        statusCode: 413,
        title: 'This request is too large.',
        detail: 'A function takes 6 MB at most.',
      });
      return;
    }
    writeOutcome(
      request,
      response,
      name,
      await siteOf(name).handle(toEvent(request, name.rest, query, body)),
    );
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      log.error(`${request.method} ${request.url} failed`, error);
      if (response.headersSent) response.destroy();
      else writeNotice(request, response, badAnswer('Trellis could not hand it over.'));
    });
  };
};
