/** Reads repositories over HTTP, object by object: it needs no git program, and a big repository costs no more than a small one. */
import { TrellisError } from '../../../core/errors';
import { brief } from '../../../core/names';
import { withDefault } from './default-branch';
import { Conversation } from './http';
import { findInPack } from './pack';
import { UploadPack, type Ref } from './protocol';
import { OldProtocolError, reasonOf, unreachable } from './reasons';
import { openCommit, type ReadObject } from './tree';
import {
  LIST_TIMEOUT_MS,
  LOOK_TIMEOUT_MS,
  MAX_FILE_BYTES,
  type GitReader,
  type ReadableRepository,
} from './types';

const MAX_LIST_BYTES = 16_000_000;
const MAX_LOOK_BYTES = 32_000_000;
/** Some ten thousand names in one directory. */
const MAX_DIRECTORY_BYTES = 4_000_000;
const HEADS = 'refs/heads/';

/** What goes wrong becomes `repository.unreachable`; only that git itself is too old goes on as it is. */
const explained = async <T>(repository: ReadableRepository, run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof TrellisError || error instanceof OldProtocolError) throw error;
    throw unreachable(repository, reasonOf(error), error);
  }
};

const branchOf = ({ name }: Ref): string | undefined =>
  name.startsWith(HEADS) ? name.slice(HEADS.length) : undefined;

/**
 * The reader.
 *
 * @param publicOnly whether hosts without a public address are refused
 */
export const overHttp = (publicOnly: boolean): GitReader => {
  const open = (repository: ReadableRepository, timeoutMs: number, maxBytes: number): Promise<UploadPack> =>
    UploadPack.open(new Conversation(repository, { timeoutMs, maxBytes, publicOnly }));

  return {
    heads: (repository) =>
      explained(repository, async () => {
        const branches = new Map<string, string>();
        let head: Ref | undefined;
        const remote = await open(repository, LIST_TIMEOUT_MS, MAX_LIST_BYTES);
        for await (const ref of remote.refs(['HEAD', HEADS])) {
          const branch = branchOf(ref);
          if (branch !== undefined) branches.set(branch, ref.hash);
          else if (ref.name === 'HEAD') head = ref;
        }
        return withDefault(branches, head?.target, head?.hash);
      }),

    branchHeads: (repository, branches, timeoutMs) =>
      explained(repository, async () => {
        const found = new Map<string, string>();
        const remote = await open(repository, timeoutMs, MAX_LIST_BYTES);
        // A prefix also finds what only begins like it.
        for await (const ref of remote.refs(branches.map((branch) => HEADS + branch))) {
          const branch = branchOf(ref);
          if (branch !== undefined && branches.includes(branch)) found.set(branch, ref.hash);
        }
        return found;
      }),

    withCheckout: async (repository, branch, look) => {
      const checkout = await explained(repository, async () => {
        const remote = await open(repository, LOOK_TIMEOUT_MS, MAX_LOOK_BYTES);
        let hash: string | undefined;
        for await (const ref of remote.refs([HEADS + branch])) if (branchOf(ref) === branch) hash = ref.hash;
        if (hash === undefined) throw new TrellisError('branch.not_found', { branch: brief(branch) });
        const read: ReadObject = (name, kind) =>
          explained(repository, () =>
            findInPack(remote.pack(name, kind), name, kind === 'blob' ? MAX_FILE_BYTES : MAX_DIRECTORY_BYTES),
          );
        return openCommit(hash, read);
      });
      return look(checkout);
    },
  };
};
