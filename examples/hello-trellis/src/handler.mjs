/** The application: one function behind a URL. It takes events of a Lambda function URL, payload format 2.0. */
import { renderPage } from './page.mjs';
import { release } from './release.mjs';

const answer = (statusCode, contentType, body) => ({
  statusCode,
  headers: { 'content-type': contentType, 'cache-control': 'no-store' },
  body,
});

const json = (statusCode, data) => answer(statusCode, 'application/json', JSON.stringify(data));

/** What is deployed here: the release of this code, and what the deployment knew of itself. */
const about = (variables) => ({
  version: `version ${release.version}`,
  environment: variables.TRELLIS_ENVIRONMENT ?? 'local',
  commit: (variables.TRELLIS_COMMIT ?? '').slice(0, 7),
  message: variables.GREETING ?? release.message,
});

/** Answers `GET /` with a page and `GET /api/version` with JSON. */
export const handler = async (event) => {
  const { method } = event.requestContext.http;
  if (method !== 'GET' && method !== 'HEAD') return json(405, { error: `${method} is not answered here.` });
  switch (event.rawPath) {
    case '/':
      return answer(
        200,
        'text/html; charset=utf-8',
        renderPage({ ...about(process.env), number: release.version }),
      );
    case '/api/version':
      return json(200, about(process.env));
    default:
      return json(404, { error: `There is no ${event.rawPath} here.` });
  }
};
