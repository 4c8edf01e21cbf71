/** What S3 says in XML. */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AwsError } from './errors';

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text inside an element. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** Answers an error as S3 does; to HEAD without a body. */
export const sendS3Error = (res: ServerResponse, error: AwsError, withBody = true): void => {
  const requestId = randomUUID();
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>${escapeXml(error.type)}</Code><Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`;
  res.writeHead(error.status, {
    'content-type': 'application/xml',
    'x-amz-request-id': requestId,
    'content-length': withBody ? Buffer.byteLength(body) : 0,
    // What is left of a refused upload is not read.
    connection: 'close',
  });
  res.end(withBody ? body : undefined);
};
