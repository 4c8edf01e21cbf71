/** How the person at this machine gets in: a one-time link for the browser, a token in a file for scripts. */
import { readFileSync } from 'node:fs';
import { createApiToken, createSignInCode } from '../functions/adapters/sign-in';
import { writeAtomic } from './atomic-file';

const ownerName = 'owner';
const tokenName = 'this machine';

/** A link that signs the owner in, once. The code stands behind the #, so that no server and no log ever gets it. */
export const signInLink = async (dashboardUrl: string): Promise<string> =>
  `${dashboardUrl}/#code=${encodeURIComponent(await createSignInCode(ownerName))}`;

const readToken = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
};

/** Leaves an API token in a file that only this user can read; one that still works stays. */
export const ensureTokenFile = async (
  file: string,
  works: (token: string) => Promise<boolean>,
): Promise<void> => {
  const known = readToken(file);
  if (known && (await works(known))) return;
  await writeAtomic(file, `${await createApiToken(tokenName)}\n`);
};
