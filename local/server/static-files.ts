/** The built dashboard: files with hashed names are kept for ever, every other path is the page itself. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { cacheControlOf, contentTypeOf, isFileAddress } from '../../core/dashboard-files';
import { githubForms } from '../../core/github';
import { refuse, securityHeaders } from './security';

/** A GitHub may stand on this machine as well, to try things out. */
const forms = [...githubForms, 'http://127.0.0.1:*', 'http://localhost:*'];

const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** The copy of a file that a client understands, smallest first. */
const negotiate = async (path: string, accepted: string): Promise<{ path: string; encoding?: string }> => {
  for (const { name, suffix } of encodings)
    if (accepted.includes(name) && (await isFile(path + suffix)))
      return { path: path + suffix, encoding: name };
  return { path };
};

const inlineScriptHashes = (html: string): string[] =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = '']) =>
    createHash('sha256').update(script).digest('base64'),
  );

/** Serves the files below a directory. */
export const createStaticFiles = (directory: string) => {
  const page = `${directory}/index.html`;

  const headersOfPage = async (): Promise<Record<string, string>> => {
    const html = await readFile(page, 'utf8').catch(() => '');
    return securityHeaders({ scriptHashes: inlineScriptHashes(html), forms });
  };

  /** Only names that a build makes; nothing that leads out of the directory matches. */
  const fileOf = (pathname: string): string | undefined =>
    /^(?:\/[\w@-][\w@.-]*)+$/.test(pathname) && !/\.(?:br|gz)$/.test(pathname)
      ? directory + pathname
      : undefined;

  return async (req: IncomingMessage, res: ServerResponse, pathname: string): Promise<void> => {
    if (req.method !== 'GET' && req.method !== 'HEAD')
      return refuse(res, 'Nothing answers this method here.', 405);
    const wanted = fileOf(pathname);
    const found = wanted !== undefined && (await isFile(wanted));
    // A missing file must not be answered with the page: a script that is HTML helps nobody.
    if (!found && isFileAddress(pathname)) return refuse(res, 'There is no such file.', 404);
    const path = found ? wanted : page;
    if (!found && !(await isFile(page))) return refuse(res, 'The dashboard is not built.', 503);
    const copy = await negotiate(path, String(req.headers['accept-encoding'] ?? ''));
    const { size, mtimeMs } = await stat(copy.path);
    const etag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
    const headers = {
      ...(await headersOfPage()),
      'content-type': contentTypeOf(path),
      'cache-control': cacheControlOf(pathname),
      vary: 'accept-encoding',
      etag,
      ...(copy.encoding ? { 'content-encoding': copy.encoding } : {}),
    };
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304, headers).end();
      return;
    }
    res.writeHead(200, { ...headers, 'content-length': size });
    if (req.method === 'HEAD') res.end();
    else await pipeline(createReadStream(copy.path), res);
  };
};
