/** A conversation with a git host over HTTP: one deadline, one limit of bytes, and the access token for its own host only. */
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { mayBePublic, NotPublicError, publicLookup } from './public-address';
import { GitFailure, reasonOfStatus } from './reasons';
import type { ReadableRepository } from './types';

const ADVERTISEMENT = '/info/refs?service=git-upload-pack';
const MAX_REDIRECTS = 5;

/** Limits of a conversation. */
export interface ConversationLimits {
  timeoutMs: number;
  /** Of all answers together. */
  maxBytes: number;
  /** Only hosts that have a public address. */
  publicOnly: boolean;
}

/** One conversation. */
export class Conversation {
  private base: URL;
  private bytes = 0;
  private readonly deadline: AbortSignal;

  constructor(
    private readonly repository: ReadableRepository,
    private readonly limits: ConversationLimits,
  ) {
    this.base = new URL(repository.url.replace(/\/+$/, ''));
    this.deadline = AbortSignal.timeout(limits.timeoutMs);
  }

  /** What the host has to say of the repository. Where it sends on to another address, all that follows goes there. */
  async advertisement(): Promise<AsyncGenerator<Buffer>> {
    for (let redirects = 0; ; redirects += 1) {
      const response = await this.send('GET', ADVERTISEMENT);
      const { location } = response.headers;
      if (!isRedirect(response) || location === undefined) return this.bodyOf(response);
      response.destroy();
      if (redirects === MAX_REDIRECTS) throw new GitFailure('its host sends on from address to address');
      this.follow(new URL(location, this.address(ADVERTISEMENT)));
    }
  }

  /** Asks for something and gives the answer, which may be left before its end. */
  async ask(body: Buffer): Promise<AsyncGenerator<Buffer>> {
    return this.bodyOf(
      await this.send('POST', '/git-upload-pack', {
        body,
        headers: {
          'content-type': 'application/x-git-upload-pack-request',
          accept: 'application/x-git-upload-pack-result',
        },
      }),
    );
  }

  private address(path: string): URL {
    return new URL(this.base.href.replace(/\/+$/, '') + path);
  }

  /** As git does: only the first request is sent on, only to the same question, and never to where others could listen. */
  private follow(to: URL): void {
    if (to.protocol !== this.base.protocol || !to.href.endsWith(ADVERTISEMENT) || to.username || to.password)
      throw new GitFailure('its host sends on to where Trellis does not follow');
    this.base = new URL(to.href.slice(0, -ADVERTISEMENT.length));
  }

  private send(
    method: 'GET' | 'POST',
    path: string,
    { body, headers }: { body?: Buffer; headers?: Record<string, string> } = {},
  ): Promise<IncomingMessage> {
    const url = this.address(path);
    const { publicOnly } = this.limits;
    if (publicOnly && !mayBePublic(url.hostname)) throw new NotPublicError(`${url.hostname} is not public`);
    const { request } = url.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method,
          signal: this.deadline,
          ...(publicOnly ? { lookup: publicLookup } : {}),
          headers: {
            'git-protocol': 'version=2',
            'user-agent': 'git/trellis',
            ...headers,
            ...this.authorization(url),
          },
        },
        resolve,
      );
      sent.on('error', (error) => reject(this.deadline.aborted ? toError(this.deadline.reason) : error));
      sent.end(body);
    });
  }

  /** GitHub and its like take any token as a password; it goes to the repository's own host and to no other. */
  private authorization({ origin }: URL): Record<string, string> {
    const { token, url } = this.repository;
    if (token === undefined || token === '' || origin !== new URL(url).origin) return {};
    return { authorization: `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}` };
  }

  private bodyOf(response: IncomingMessage): AsyncGenerator<Buffer> {
    const { statusCode = 0 } = response;
    if (statusCode === 200) return this.counted(response);
    response.destroy();
    throw new GitFailure(reasonOfStatus(statusCode, this.repository.token !== undefined));
  }

  private async *counted(response: IncomingMessage): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        this.bytes += chunk.length;
        if (this.bytes > this.limits.maxBytes) throw new GitFailure('it is too big to look into');
        yield chunk;
      }
    } catch (error) {
      throw this.deadline.aborted ? toError(this.deadline.reason) : error;
    } finally {
      response.destroy();
    }
  }
}

const isRedirect = ({ statusCode = 0 }: IncomingMessage): boolean =>
  [301, 302, 303, 307, 308].includes(statusCode);

const toError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
