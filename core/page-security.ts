/** What a browser may do with the dashboard's pages: the headers that every host sends with them. */

/** What differs between installations. */
export interface PageOrigins {
  /** SHA-256 hashes (base64) of scripts that stand in the page itself; none may. */
  scriptHashes?: readonly string[];
  /** Where the page may send requests and open sockets besides its own address, as origins. */
  connect?: readonly string[];
  /** Where the page may send forms besides its own address, as origins. */
  forms?: readonly string[];
}

/** The content security policy of every page and file. */
export const contentSecurityPolicy = ({
  scriptHashes = [],
  connect = [],
  forms = [],
}: PageOrigins = {}): string =>
  [
    "default-src 'none'",
    ["script-src 'self'", ...scriptHashes.map((hash) => `'sha256-${hash}'`)].join(' '),
    // The component library writes its styles into the page.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    "manifest-src 'self'",
    "base-uri 'none'",
    ["form-action 'self'", ...forms].join(' '),
    "frame-ancestors 'none'",
  ].join('; ');

/** The other headers, by name in lower case; a host that speaks TLS adds `strict-transport-security`. */
export const pageHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
} as const;
