/** All frameworks; a new one is an adapter and an entry here. */
import type { Framework } from '../records';
import type { FrameworkAdapter } from './adapter';
import { commandAdapter } from './command';
import type { RepositoryFiles } from './files';
import { sstAdapter } from './sst';

const adapters: Record<Framework, FrameworkAdapter> = { SST: sstAdapter, COMMAND: commandAdapter };

/** The adapter of a framework. */
export const adapterOf = (framework: Framework): FrameworkAdapter => adapters[framework];

/** Which framework a repository uses, and why; `COMMAND` when no other is recognised. */
export const detectFramework = async (
  files: RepositoryFiles,
): Promise<{ framework: Framework; evidence: string }> => {
  const sst = await sstAdapter.detect(files);
  if (sst !== undefined) return { framework: 'SST', evidence: sst };
  return {
    framework: 'COMMAND',
    evidence: (await commandAdapter.detect(files)) ?? 'No framework was recognised.',
  };
};
