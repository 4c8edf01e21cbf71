/** The connection with GitHub as the API shows it. */

/** What `Query.github` answers when nothing is connected. */
export const notConnected = {
  state: 'NOT_CONNECTED',
  host: null,
  slug: null,
  name: null,
  url: null,
  owner: null,
  installUrl: null,
  connectedAt: null,
  connectedBy: null,
  installations: [],
  problem: null,
};
