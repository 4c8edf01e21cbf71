/** The secret that GitHub signs its deliveries with. */
import { newSecret } from './ids';
import { readOrCreateSecret, readSecret } from './secrets';

const NAME = 'webhook';

/** The secret; undefined when none is set, or an empty one. */
export const readWebhookSecret = async (): Promise<string | undefined> =>
  (await readSecret(NAME)) || undefined;

/** The secret, made when there is none. */
export const ensureWebhookSecret = (): Promise<string> => readOrCreateSecret(NAME, newSecret);
