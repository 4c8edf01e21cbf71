/** The CloudFront function that answers every address of the dashboard with its page, and files with themselves. */
import { fileEndings, hashedFiles } from '../core/dashboard-files';

/**
 * Its program, for the runtime `cloudfront-js-2.0`, run for each request before the cache is asked. A missing file stays missing: an
 * error page for the whole distribution would hide what the routes of functions answer.
 */
export const pageAddressProgram = `const endings = ${JSON.stringify(fileEndings)};
function handler(event) {
  const request = event.request;
  const ending = /\\.([^./]+)$/.exec(request.uri);
  const isFile = request.uri.startsWith(${JSON.stringify(hashedFiles)}) || (ending !== null && endings.includes(ending[1]));
  if (!isFile) request.uri = '/index.html';
  return request;
}
`;
