import { isIP } from 'node:net';
import { Networks } from './networks';

const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Finds out who is behind a connection; forwarded addresses are believed from trusted proxies only. */
export class ClientAddresses {
  private readonly trusted: Networks;

  /** @throws on a network that is not an address with or without a prefix length. */
  constructor(trustedProxies: readonly string[]) {
    this.trusted = new Networks(trustedProxies);
  }

  /** The nearest address, seen from here, that no trusted proxy stands at; `X-Forwarded-For` lists the farthest first. */
  of(peer: string, forwardedFor: string | readonly string[] | undefined): string {
    const hops = [forwardedFor ?? '']
      .flat()
      .join(',')
      .split(',')
      .map((hop) => withoutMapping(hop.trim()));
    let client = withoutMapping(peer);
    while (this.trusted.contains(client)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) return client;
      client = next;
    }
    return client;
  }
}
