/** A POST to the API, answered in full. */
import { sendRequest } from './send-request';

/** What came back. */
interface PostAnswer {
  status: number;
  text: string;
}

/** Posts a body. Rejects when there is no answer, or none in time. */
export const post = async (
  url: URL,
  headers: Record<string, string>,
  body: Buffer,
  timeoutMs: number,
): Promise<PostAnswer> => {
  const options = { method: 'POST', headers: { ...headers, 'content-length': body.length } };
  const answer = await sendRequest(url, { ...options, signal: AbortSignal.timeout(timeoutMs) }, body);
  const pieces: Buffer[] = [];
  for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
  return { status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') };
};
