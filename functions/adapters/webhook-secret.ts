/**
 * The secret that GitHub signs its deliveries with. It may hold several, one a line: Trellis signs by the first and accepts each, so
 * that a new one can be set here before it is set at GitHub.
 */
import { createHmac } from 'node:crypto';
import { TrellisError } from '../../core/errors';
import { newSecret, sameText } from './ids';
import { readOrCreateSecret, readSecret, writeSecret } from './secrets';

const NAME = 'webhook';

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The value of `X-Hub-Signature-256` over exactly these bytes (GitHub docs, "Validating webhook deliveries"). */
export const signatureOf = (body: Buffer | string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/**
 * Checks a delivery's signature over exactly its bytes.
 *
 * @throws TrellisError `webhook.not_configured`, also for a secret of nothing but spaces; `webhook.bad_signature`
 */
export const checkWebhookSignature = async (body: Buffer, signature: string): Promise<void> => {
  const secrets = linesOf((await readSecret(NAME)) ?? '');
  if (secrets.length === 0) throw new TrellisError('webhook.not_configured');
  if (!secrets.some((secret) => sameText(signature, signatureOf(body, secret))))
    throw new TrellisError('webhook.bad_signature');
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
