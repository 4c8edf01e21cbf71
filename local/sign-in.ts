/** What the person at this machine gets in hand: a one-time link for the browser, a token for scripts, the secret for GitHub. */
import { readFileSync } from 'node:fs';
import { createApiToken, createSignInCode } from '../functions/adapters/sign-in';
import { ensureWebhookSecrets, keepWebhookSecrets } from '../functions/adapters/webhook-secret';
import { writeAtomic } from './atomic-file';

const ownerName = 'owner';
const tokenName = 'this machine';

/** A link that signs the owner in, once. The code stands behind the #, so that no server and no log ever gets it. */
export const signInLink = async (dashboardUrl: string): Promise<string> =>
  `${dashboardUrl}/#code=${encodeURIComponent(await createSignInCode(ownerName))}`;

const readTrimmed = (file: string): string | undefined => {
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
  const known = readTrimmed(file);
  if (known && (await works(known))) return;
  await writeAtomic(file, `${await createApiToken(tokenName)}\n`);
};

/**
 * Keeps the secret that GitHub signs its deliveries with in a file that only this user can read. What a person wrote there counts; an
 * empty file, or none, gets the secret that is kept.
 */
export const syncWebhookSecret = async (file: string): Promise<void> => {
  const kept = await ensureWebhookSecrets();
  const written = readTrimmed(file);
  if (!written) await writeAtomic(file, `${kept}\n`);
  else if (written !== kept) await keepWebhookSecrets(written);
};
