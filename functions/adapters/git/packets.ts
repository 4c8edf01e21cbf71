/** The packets of git's protocols (git's documentation, "gitprotocol-common": pkt-line). */
import { GitFailure } from './reasons';

/** What stands between packets. */
export type Packet = Buffer | 'flush' | 'delimiter' | 'end';

const marks = ['flush', 'delimiter', 'end'] as const;

/** One packet. */
export const packet = (text: string): Buffer => {
  const length = Buffer.byteLength(text) + 4;
  return Buffer.from(length.toString(16).padStart(4, '0') + text);
};

/** Ends a message. */
export const FLUSH = Buffer.from('0000');
/** Stands between the parts of a message. */
export const DELIMITER = Buffer.from('0001');

/** A packet's text, without the end of its line. */
export const lineOf = (bytes: Buffer): string => bytes.toString('utf8').replace(/\n$/, '');

/**
 * Cuts an answer into its packets.
 *
 * @throws GitFailure for what is no answer of git, or one that breaks off
 */
export async function* packetsOf(body: AsyncIterable<Buffer>): AsyncGenerator<Packet> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of body) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const taken = firstOf(rest);
      if (!taken) break;
      yield taken.packet;
      rest = rest.subarray(taken.length);
    }
  }
  if (rest.length > 0) throw new GitFailure('its host’s answer broke off');
}

const firstOf = (bytes: Buffer): { packet: Packet; length: number } | undefined => {
  if (bytes.length < 4) return undefined;
  const digits = bytes.toString('latin1', 0, 4);
  if (!/^[\da-f]{4}$/i.test(digits)) throw new GitFailure('what answers there is no git repository');
  const length = Number.parseInt(digits, 16);
  const mark = marks[length];
  if (mark) return { packet: mark, length: 4 };
  if (length < 4) throw new GitFailure('what answers there is no git repository');
  return bytes.length < length ? undefined : { packet: bytes.subarray(4, length), length };
};
