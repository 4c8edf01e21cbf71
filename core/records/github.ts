/** The connection with GitHub, as the table keeps it. */

/** The connected GitHub App: `pk = GITHUB`, `sk = GITHUB`, so there is at most one. Its keys stand in the secret store. */
export interface GitHubRecord {
  /** `github.com`, or the host of a GitHub Enterprise. */
  host: string;
  appId: number;
  /** Its name in addresses. */
  slug: string;
  name: string;
  /** Its page at GitHub. */
  url: string;
  /** The account that owns it. */
  owner: string;
  /** Where it posts deliveries; null when it was made without a webhook. */
  webhookUrl: string | null;
  connectedAt: string;
  connectedBy: string;
}

/** A way to GitHub that somebody opened: `pk = GITHUBSTATE#hash`, `sk = GITHUBSTATE`; taken once. */
export interface GitHubStateRecord {
  host: string;
  webhookUrl: string | null;
  startedBy: string;
  /** Seconds since 1970. */
  expiresAt: number;
}
