/** Hands a fresh sign-in link to a second `npm start` of the same data folder: who can read the folder's key is its owner. */
import { sameText } from '../../core/same-text';
import type { InternalRoute } from './internal-server';

/** Where it is asked for. */
export const signInPath = '/sign-in-link';

/** Answers `POST /sign-in-link` to who shows the folder's token. */
export const signInRoute =
  (token: string, makeLink: () => Promise<string>): InternalRoute =>
  (req, res) => {
    if (req.method !== 'POST' || req.url !== signInPath) return false;
    if (!sameText(req.headers.authorization ?? '', token)) {
      res.writeHead(403).end();
      return true;
    }
    makeLink().then(
      (link) => res.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(link),
      () => res.writeHead(500).end(),
    );
    return true;
  };
