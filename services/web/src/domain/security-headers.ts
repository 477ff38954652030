interface Origin {
  /** `PU_DOMAIN`, with a port where it has one. */
  readonly domain: string;
  /** `PU_SECURE`. */
  readonly isSecure: boolean;
}

const YEAR_S = 31_536_000;

const NO_FEATURES = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb'];

/** What pages may load: nothing but from this origin, and no script that is not a file of ours. */
const contentSecurityPolicy = ({ domain, isSecure }: Origin): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // The components set positions and colours as styles of elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    // Not every browser takes a WebSocket of the same origin for 'self'.
    `connect-src 'self' ${isSecure ? 'wss' : 'ws'}://${domain}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    // Grafana's panels.
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Headers of every answer. */
export const securityHeaders = (origin: Origin): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(origin),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': NO_FEATURES.map((feature) => `${feature}=()`).join(', '),
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  ...(origin.isSecure && { 'strict-transport-security': `max-age=${YEAR_S}` }),
});
