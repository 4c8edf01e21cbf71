/**
 * Gives a command credentials in the protocol that containers get theirs by (AWS SDKs and Tools Reference Guide, "Container credential
 * provider"): on loopback, to who shows the command's own token. SDKs ask again by themselves before credentials end.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sameText } from '../core/same-text';
import { diagnose } from './diagnose';
import type { TargetSource } from './target-source';

/** Where a command asks. */
export interface TargetEndpoint {
  url: string;
  /** What it shows in the header Authorization. */
  token: string;
  close(): Promise<void>;
}

const path = '/credentials';

const answerOf = async (source: TargetSource): Promise<{ status: number; body: object }> => {
  try {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await source.get();
    return {
      status: 200,
      body: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken ?? '',
        ...(expiration !== null && { Expiration: expiration }),
      },
    };
  } catch (error) {
    diagnose('a command got no credentials', error);
    const message = error instanceof Error ? error.message : 'Trellis has no credentials for this account.';
    return { status: 502, body: { code: 'NoCredentials', message } };
  }
};

/** Opens an endpoint for one command. */
export const openTargetEndpoint = async (source: TargetSource): Promise<TargetEndpoint> => {
  const token = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    if (request.method !== 'GET' || request.url !== path)
      return send(404, { code: 'NotFound', message: 'Credentials are elsewhere.' });
    if (!sameText(request.headers.authorization ?? '', token))
      return send(403, { code: 'AccessDenied', message: 'These credentials are for another command.' });
    void answerOf(source).then(({ status, body }) => send(status, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    token,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
