/** An AWS account that answers `GetCallerIdentity` to everybody, with the key that signed the request. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The account. */
export interface FakeAccount {
  url: string;
  /** The keys that signed, in order. */
  keys: string[];
  /** The session tokens that came along. */
  tokens: (string | undefined)[];
  close(): Promise<void>;
}

/** Opens one on loopback. */
export const openFakeAccount = async (): Promise<FakeAccount> => {
  const server = createServer((request, response) => {
    const [, key = ''] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    account.keys.push(key);
    account.tokens.push(request.headers['x-amz-security-token']?.toString());
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${key}</Arn><UserId>U</UserId><Account>1</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const account: FakeAccount = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: [],
    tokens: [],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return account;
};
