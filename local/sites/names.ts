/** What a site may be called, and which paths its files may have: whatever reaches the file system passes here first. */
import { TrellisError } from '../../core/errors';

const namePattern = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** A site: an app in one of its environments. */
export interface SiteName {
  app: string;
  environment: string;
}

/** True for a name that is also a safe name of a folder on every system. */
const isSiteName = (text: string): boolean => namePattern.test(text);

/** The site as one text, as it stands in addresses and folder names. */
export const siteKey = ({ app, environment }: SiteName): string => `${app}/${environment}`;

/** Splits `/app/environment/rest` (after `prefix`); undefined when it names no site. `rest` is empty or begins with `/`. */
export const parseSitePath = (path: string, prefix = ''): (SiteName & { rest: string }) | undefined => {
  if (!path.startsWith(`${prefix}/`)) return undefined;
  const [app, environment, ...rest] = path.slice(prefix.length + 1).split('/');
  if (app === undefined || environment === undefined) return undefined;
  if (!isSiteName(app) || !isSiteName(environment)) return undefined;
  return { app, environment, rest: rest.length === 0 ? '' : `/${rest.join('/')}` };
};

/**
 * Refuses every path that is not plainly inside the site: absolute ones, `..`, backslashes, control characters, empty parts.
 *
 * @throws TrellisError `input.invalid`
 */
export const assertFilePath = (path: string): void => {
  const parts = path.split('/');
  const bad =
    path.length > 512 ||
    // eslint-disable-next-line no-control-regex -- control characters are what this looks for
    /[\u0000-\u001f\\:]/.test(path) ||
    parts.some((part) => part === '' || part === '.' || part === '..' || part.length > 200);
  if (bad)
    throw new TrellisError('input.invalid', {
      field: 'files',
      problem: `${JSON.stringify(path.slice(0, 80))} is not a path inside the site`,
    });
};
