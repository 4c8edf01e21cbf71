/** Where the API is: the host says it in `/config.json`, so the same build serves every installation. */

export interface DashboardConfig {
  graphqlUrl: string;
  region: string;
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);

/**
 * The API's address as this page should call it. On one machine `localhost` and `127.0.0.1` are the same host but not the
 * same origin: the page's own spelling is taken, so that cookies and CORS do not get in the way.
 */
export const resolveGraphqlUrl = (configured: string, page: string): string => {
  const base = new URL(page);
  const url = new URL(configured, base);
  if (isLoopback(url.hostname) && isLoopback(base.hostname) && url.port === base.port) url.host = base.host;
  return url.href;
};

/** Reads the host's configuration. */
export const loadConfig = async (): Promise<DashboardConfig> => {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`The host answered ${response.status} for /config.json.`);
  const config = (await response.json()) as DashboardConfig;
  return { ...config, graphqlUrl: resolveGraphqlUrl(config.graphqlUrl, window.location.href) };
};
