/** Which files of the built dashboard go into its bucket, how, and in which order. Pure. */
import { cacheControlOf, contentTypeOf, hashedFiles } from '../../../core/dashboard-files';

/** One object of the dashboard's bucket. */
export interface Upload {
  /** Its key: the path below the dashboard. */
  key: string;
  /** The file that holds its bytes, below the dashboard's directory. */
  file: string;
  contentType: string;
  cacheControl: string;
  contentEncoding?: 'br';
}

/** The address of an object. */
const addressOf = (key: string): string => `/${key}`;

/** Names with a hash of their content never mean anything else, so they are kept for ever. */
export const isHashed = (key: string): boolean => addressOf(key).startsWith(hashedFiles);

/** Where the page learns the API's address; written for each installation. */
export const configKey = 'config.json';

/** The list of files that this installation shows: a page that is still open may ask for those of the one before. */
export const listKey = 'files.json';

const page = 'index.html';

/** How an object is sent, by its key. */
export const headersOf = (key: string): Pick<Upload, 'contentType' | 'cacheControl'> => ({
  contentType: contentTypeOf(key),
  cacheControl: cacheControlOf(addressOf(key)),
});

/**
 * What is uploaded, in order: whatever the page needs stands there before the page does. Only browsers ask for hashed files, and all
 * of them understand brotli, so those are stored as they were packed; CloudFront packs the few others.
 *
 * @param files - paths below the dashboard's directory, with slashes
 */
export const planUploads = (files: readonly string[]): Upload[] => {
  const all = new Set(files);
  return files
    .filter((file) => !/\.(?:br|gz)$/.test(file))
    .map((key): Upload => {
      const packed = isHashed(key) && all.has(`${key}.br`);
      return {
        key,
        file: packed ? `${key}.br` : key,
        ...headersOf(key),
        ...(packed ? { contentEncoding: 'br' } : {}),
      };
    })
    .sort((one, other) => rank(one.key) - rank(other.key) || one.key.localeCompare(other.key));
};

const rank = (key: string): number => (key === page ? 2 : isHashed(key) ? 0 : 1);

/** Hashed files that neither this installation nor the one before it shows, and other files that are no longer there. */
export const staleKeys = (
  present: readonly string[],
  wanted: readonly string[],
  formerly: readonly string[],
): string[] => {
  const keep = new Set([...wanted, configKey, listKey, ...formerly.filter(isHashed)]);
  return present.filter((key) => !keep.has(key));
};

/** What the page reads first: where the API is, and which version it belongs to. */
export const configOf = (config: { graphqlUrl: string; region: string; version: string }): string =>
  JSON.stringify(config);
