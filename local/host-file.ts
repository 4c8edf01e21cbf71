/** `host.json` in the data folder: where the host listens, for programs. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeAtomicSync } from './atomic-file';

const hostFile = z.object({
  /** The process; null when the host has ended in good order. */
  pid: z.number().nullable(),
  port: z.number(),
  sitesPort: z.number(),
  internalPort: z.number(),
  url: z.string(),
  graphqlUrl: z.string(),
  realtimeUrl: z.string(),
  sitesUrl: z.string(),
  /** The file with the API token for scripts. */
  tokenFile: z.string(),
  /** A repository to try Trellis with. */
  exampleRepository: z.string().nullable(),
  startedAt: z.string(),
});

/** What stands in `host.json`. */
export type HostFile = z.infer<typeof hostFile>;

/** Reads it; undefined when there is none yet. */
export const readHostFile = (path: string): HostFile | undefined => {
  try {
    return hostFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
};

/** Replaces it. */
export const writeHostFile = (path: string, content: HostFile): void =>
  writeAtomicSync(path, `${JSON.stringify(content, null, 2)}\n`);
