/** The operator's way out, as in the usual variables. */
export interface OutboundProxies {
  readonly http?: string;
  readonly https?: string;
  /** Hosts that are gone to directly: names with all that is below them, each perhaps with a port, or `*` for all. */
  readonly exceptions?: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

const isExcepted = (url: URL, exceptions: string): boolean => {
  if (exceptions.trim() === '*') return true;
  const port = url.port || DEFAULT_PORTS[url.protocol];
  return exceptions
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, host = '', only] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      const name = host.replace(/^\*?\./, '');
      const isHost = url.hostname === name || url.hostname.endsWith(`.${name}`);
      return isHost && (only === undefined || only === port);
    });
};

/** The proxy that an address is asked through; null where it is gone to directly. */
export const outboundProxy = (
  address: string,
  { http, https, exceptions = '' }: OutboundProxies,
): string | null => {
  const url = new URL(address);
  if (isExcepted(url, exceptions)) return null;
  return (url.protocol === 'https:' ? https || http : http) || null;
};
