/** The secret that GitHub signs its deliveries with. */
import { createHmac } from 'node:crypto';
import { newSecret } from './ids';
import { readOrCreateSecret, readSecret } from './secrets';

const NAME = 'webhook';

/** The secret; undefined when none is set, or an empty one. */
export const readWebhookSecret = async (): Promise<string | undefined> =>
  (await readSecret(NAME)) || undefined;

/** The secret, made when there is none. */
export const ensureWebhookSecret = (): Promise<string> => readOrCreateSecret(NAME, newSecret);

/** The value of `X-Hub-Signature-256` over exactly these bytes (GitHub docs, "Validating webhook deliveries"). */
export const signatureOf = (body: Buffer | string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
