/** Git's protocol, version 2, as far as it takes to list branches and to read single objects (git's documentation, "gitprotocol-v2"). */
import { brief } from '../../../core/names';
import type { Conversation } from './http';
import { DELIMITER, FLUSH, lineOf, packet, packetsOf, type Packet } from './packets';
import { GitFailure, OldProtocolError } from './reasons';

/** A ref as the host lists it; `target` is set where it only names another one. */
export interface Ref {
  name: string;
  hash: string;
  target?: string;
}

/** Lines that say what a host can do. */
const MAX_GREETING = 50;

const refusal = (line: string): GitFailure => new GitFailure(brief(line.replace(/^ERR /, '')));

/** Asks what the host can do. True when it can leave out what hangs on an object. */
const canFilter = async (conversation: Conversation): Promise<boolean> => {
  const lines: string[] = [];
  for await (const each of packetsOf(await conversation.advertisement())) {
    if (typeof each !== 'string') lines.push(lineOf(each));
    // An old protocol would go on with all branches here.
    if (lines.length >= MAX_GREETING) break;
  }
  const failed = lines.find((line) => line.startsWith('ERR '));
  if (failed !== undefined) throw refusal(failed);
  if (!lines.includes('version 2')) {
    const isGit = lines.some((line) => line.startsWith('# service=git-upload-pack'));
    throw isGit
      ? new OldProtocolError('its host speaks an old version of git’s protocol only')
      : new GitFailure('what answers there is no git repository');
  }
  if (lines.some((line) => line.startsWith('object-format=') && line !== 'object-format=sha1'))
    throw new GitFailure('its commits are named by another hash than SHA-1');
  return lines.some(
    (line) => line.startsWith('fetch=') && line.slice('fetch='.length).split(' ').includes('filter'),
  );
};

/** A host that has been asked what it can do. */
export class UploadPack {
  private constructor(
    private readonly conversation: Conversation,
    private readonly filters: boolean,
  ) {}

  /** @throws GitFailure; OldProtocolError when there is git, but not this version */
  static async open(conversation: Conversation): Promise<UploadPack> {
    return new UploadPack(conversation, await canFilter(conversation));
  }

  /** The refs whose names begin with one of the prefixes. */
  async *refs(prefixes: readonly string[]): AsyncGenerator<Ref> {
    const answer = await this.command('ls-refs', [
      'symrefs',
      ...prefixes.map((each) => `ref-prefix ${each}`),
    ]);
    for await (const each of answer) {
      if (typeof each === 'string') return;
      const [hash = '', name = '', ...more] = lineOf(each).split(' ');
      if (hash === 'ERR') throw refusal(lineOf(each));
      const target = more.find((part) => part.startsWith('symref-target:'))?.slice('symref-target:'.length);
      yield { name, hash, ...(target === undefined ? {} : { target }) };
    }
  }

  /** A pack that holds an object; where the host can do so, nothing but it. May be left before its end. */
  async *pack(hash: string, kind: 'commit' | 'tree' | 'blob'): AsyncGenerator<Buffer> {
    const answer = await this.command('fetch', [
      'no-progress',
      ...(this.filters ? ['filter tree:0'] : []),
      ...(kind === 'commit' ? ['deepen 1'] : []),
      `want ${hash}`,
      'done',
    ]);
    let inPack = false;
    for await (const each of answer) {
      if (typeof each === 'string') continue;
      if (inPack) yield* bandOf(each);
      else if (lineOf(each).startsWith('ERR ')) throw refusal(lineOf(each));
      else inPack = lineOf(each) === 'packfile';
    }
  }

  private async command(name: string, lines: readonly string[]): Promise<AsyncGenerator<Packet>> {
    const body = [packet(`command=${name}\n`), DELIMITER, ...lines.map((line) => packet(`${line}\n`)), FLUSH];
    return packetsOf(await this.conversation.ask(Buffer.concat(body)));
  }
}

/** A pack travels in one of three bands: 1 is the pack itself, 2 is for people, 3 says why it cannot go on. */
function* bandOf(bytes: Buffer): Generator<Buffer> {
  if (bytes[0] === 1) yield bytes.subarray(1);
  if (bytes[0] === 3) throw refusal(lineOf(bytes.subarray(1)));
}
