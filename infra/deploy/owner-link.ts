/** The way in for whoever deployed: a link that signs the owner in, once, within ten minutes. Their AWS credentials are the proof. */
import { createSignInCode } from '../../functions/adapters/sign-in';
import { useTable } from './table';

/** What a host calls the person who installed it. */
const ownerName = 'owner';

/** Makes a one-time code in an installation's table. */
export const newSignInCode = (table: string): Promise<string> => {
  useTable(table);
  return createSignInCode(ownerName);
};

/** The link. The code stands behind the #, so that no server and no log ever gets it. */
export const ownerLink = async (dashboardUrl: string, table: string): Promise<string> =>
  `${dashboardUrl}/#code=${encodeURIComponent(await newSignInCode(table))}`;
