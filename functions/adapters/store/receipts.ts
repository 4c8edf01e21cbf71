/** Receipts: what makes a repeated request have one effect. */
import { clientTokenKey, deliveryKey } from '../../../core/table';
import { deleteItem, getItem, putItem, putNew } from '../dynamo';
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

/** Far longer than the webhook's function runs: who began to take a delivery this long ago has died over it. */
const CLAIM_MS = 60_000;

interface DeliveryItem {
  /** When somebody began to take it, in milliseconds; absent once it was taken completely. */
  claimedAt?: number;
}

/**
 * Begins to take a delivery.
 *
 * @returns `claimed` for who is to take it; `taken` when it was taken completely before, `busy` while another takes it
 */
export const claimDelivery = async (guid: string): Promise<'claimed' | 'taken' | 'busy'> => {
  const item = { ...deliveryKey(guid), claimedAt: Date.now(), expiresAt: expiry() };
  if (await putNew(item)) return 'claimed';
  const found = await getItem<DeliveryItem>(deliveryKey(guid));
  if (found && found.claimedAt === undefined) return 'taken';
  const claimedAt = found?.claimedAt ?? 0;
  if (Math.abs(Date.now() - claimedAt) < CLAIM_MS) return 'busy';
  const again = await putItem(item, {
    expression: 'attribute_not_exists(pk) OR claimedAt = :before',
    values: { ':before': claimedAt },
  });
  return again ? 'claimed' : 'busy';
};

/** Notes that a delivery was taken completely. */
export const noteDelivery = async (guid: string): Promise<void> => {
  await putItem({ ...deliveryKey(guid), expiresAt: expiry() });
};

/** Gives back a delivery that could not be taken, or that nobody wanted, so that it can come again. */
export const releaseDelivery = async (guid: string): Promise<void> => {
  await deleteItem(deliveryKey(guid));
};
