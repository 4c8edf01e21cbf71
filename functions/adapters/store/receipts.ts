/** Receipts: what makes a repeated request have one effect. */
import { clientTokenKey, deliveryKey } from '../../../core/table';
import { getItem, putItem, putNew } from '../dynamo';
import { hashOf } from '../ids';

/** GitHub can redeliver for three days; a script's retry comes sooner. */
const KEPT_SECONDS = 14 * 24 * 3600;

const expiry = (): number => Math.floor(Date.now() / 1000) + KEPT_SECONDS;

/** A client token's receipt. */
export interface Receipt {
  deploymentId: string;
  /** The hash of what was asked for. */
  requestHash: string;
}

/**
 * Reserves a deployment id for a client token.
 *
 * @returns the receipt that counts: the given one, or that of an earlier request with the same token
 */
export const reserveClientToken = async (
  owner: string,
  token: string,
  receipt: Receipt,
): Promise<Receipt> => {
  const key = clientTokenKey(hashOf(`${owner}\n${token}`));
  if (await putNew({ ...key, ...receipt, expiresAt: expiry() })) return receipt;
  return (await getItem<Receipt>(key)) ?? receipt;
};

/** True when a delivery was taken completely before. */
export const isDelivered = async (guid: string): Promise<boolean> =>
  (await getItem(deliveryKey(guid))) !== undefined;

/** Notes that a delivery was taken completely. */
export const noteDelivery = async (guid: string): Promise<void> => {
  await putItem({ ...deliveryKey(guid), expiresAt: expiry() });
};
