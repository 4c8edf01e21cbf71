/** An answer of the AWS endpoint that is kept back until it is decided what becomes of it. */
import type { ServerResponse } from 'node:http';
import { AwsError, sendJsonError } from '../aws/errors';
import type { Effect } from './rules';

type Head = Parameters<ServerResponse['writeHead']>;
type End = Parameters<ServerResponse['end']>;

/** Sends an error in the place of an answer. */
export const sendEffect = (res: ServerResponse, effect: Effect): boolean => {
  if (effect.kind === 'cut') {
    res.destroy();
    return true;
  }
  if (effect.kind === 'answer') {
    res.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(effect.body));
    return true;
  }
  if (effect.kind !== 'error') return false;
  for (const name of res.getHeaderNames()) res.removeHeader(name);
  sendJsonError(res, new AwsError(effect.type, effect.message, effect.status, effect.fields));
  return true;
};

/** Keeps back what is answered in one piece, as the JSON services do, until `decide` has said what happens instead. */
export const holdAnswer = (res: ServerResponse, decide: () => Promise<Effect | undefined>): void => {
  const writeHead = res.writeHead.bind(res) as (...head: Head) => ServerResponse;
  const end = res.end.bind(res) as (...rest: End) => ServerResponse;
  let head: Head | undefined;
  res.writeHead = ((...given: Head) => {
    head = given;
    return res;
  }) as ServerResponse['writeHead'];
  res.end = ((...rest: End) => {
    void decide().then((effect) => {
      Object.assign(res, { writeHead, end });
      if (effect && sendEffect(res, effect)) return;
      if (head) writeHead(...head);
      end(...rest);
    });
    return res;
  }) as ServerResponse['end'];
};
