/**
 * The secrets that GitHub signs its deliveries with: that of this installation, and that of the connected GitHub App. The first may
 * hold several, one a line: Trellis signs by the first and accepts each, so that a new one can be set here before it is set at GitHub.
 */
import { createHmac } from 'node:crypto';
import { TrellisError } from '../../core/errors';
import { sameText } from '../../core/same-text';
import { readGitHubKeys } from './github-keys';
import { newSecret } from './ids';
import { readOrCreateSecret, readSecret, writeSecret } from './secrets';
import { findGitHub } from './store/github';

const NAME = 'webhook';

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The value of `X-Hub-Signature-256` over exactly these bytes (GitHub docs, "Validating webhook deliveries"). */
export const signatureOf = (body: Buffer | string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** The secret of the connected GitHub App; undefined when there is none that could sign anything. */
const secretOfApp = async (): Promise<string | undefined> => {
  const app = await findGitHub();
  return (app && (await readGitHubKeys(app))?.webhookSecret) || undefined;
};

/**
 * Checks a delivery's signature over exactly its bytes.
 *
 * @throws TrellisError `webhook.not_configured`, also for a secret of nothing but spaces; `webhook.bad_signature`
 */
export const checkWebhookSignature = async (body: Buffer, signature: string): Promise<void> => {
  const isBy = (secret: string): boolean => sameText(signature, signatureOf(body, secret));
  const own = linesOf((await readSecret(NAME)) ?? '');
  if (own.some(isBy)) return;
  const ofApp = await secretOfApp();
  if (own.length === 0 && ofApp === undefined) throw new TrellisError('webhook.not_configured');
  if (ofApp === undefined || !isBy(ofApp)) throw new TrellisError('webhook.bad_signature');
};

/** The secret's text, with all its lines; made when there is none. */
export const ensureWebhookSecrets = (): Promise<string> => readOrCreateSecret(NAME, newSecret);

/**
 * The secret to sign by, made when there is none.
 *
 * @throws TrellisError `webhook.not_configured` when it is set to nothing but spaces
 */
export const ensureWebhookSecret = async (): Promise<string> => {
  const [first] = linesOf(await ensureWebhookSecrets());
  if (first === undefined) throw new TrellisError('webhook.not_configured');
  return first;
};

/** Keeps other secrets, one a line. */
export const keepWebhookSecrets = (text: string): Promise<void> =>
  writeSecret(NAME, linesOf(text).join('\n'));
