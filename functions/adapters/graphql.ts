/** Calls of the API as Trellis itself: signed with the function's own credentials. */
import { setting } from './config';
import { post } from './post';
import { partsOf, signerFor } from './signer';

/** What the API answered with instead of data. */
export class ApiError extends Error {
  constructor(
    /** A code of the catalogue, or AppSync's own error type. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; errorType?: string | null }[];
}

const TIMEOUT_MS = 20_000;

const sign = async (url: URL, body: Buffer): Promise<Record<string, string>> => {
  const { headers } = await signerFor('appsync').sign({
    ...partsOf(url),
    method: 'POST',
    headers: { host: url.host, 'content-type': 'application/json' },
    body,
  });
  return headers;
};

/** What is no JSON, such as a page of a proxy, says nothing but its status. */
const parseAnswer = (text: string): Answer => {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
};

/**
 * Runs a document.
 *
 * @throws ApiError with the first error's code when the API refuses or a field fails
 */
export const callApi = async (
  query: string,
  variables: Record<string, unknown>,
): Promise<Record<string, unknown>> => {
  const url = new URL(setting('TRELLIS_API_URL'));
  const body = Buffer.from(JSON.stringify({ query, variables }));
  const { status, text } = await post(url, await sign(url, body), body, TIMEOUT_MS);
  const answer = parseAnswer(text);
  const [error] = answer.errors ?? [];
  if (error) throw new ApiError(error.errorType ?? 'internal.unexpected', error.message);
  if (!answer.data) throw new ApiError('internal.unexpected', `The API answered ${status}`);
  return answer.data;
};
